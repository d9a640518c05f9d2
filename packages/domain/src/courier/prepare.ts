import type { Hindrance } from '../ports/letter-texts.ts';
import type { NewReportable } from '../ports/reset-tokens.ts';
import type { Unit } from '../ports/unit-of-work.ts';
import type { Claim, HandOverStart, ResetRequest, SkipReason } from '../values/letter.ts';
import { MAX_LIVE_TOKENS, type NewToken, REPORT_LIFE_MS } from '../values/reset-token.ts';
import { mailboxFaultOf, mailboxOf, type Revision, type User, type UserKey } from '../values/user.ts';
import { compose, type Draft, type Judgement, type Prepared } from './compose.ts';
import type { CourierDeps } from './courier.ts';
import type { CourierRules } from './rules.ts';

/** Rolls a unit back in which a letter turned out to be another courier's: no token remains. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

interface Judged {
  readonly draft: Draft;
  readonly judgement: Judgement;
}

/**
 * Judges letters and mints their tokens, durably, before the first byte of mail. It is one
 * transaction with the same statements for any number of letters and any class of names. One read
 * of a user gives address, flags and revision, so a link never goes to an address that was just
 * replaced. Answers in the order of the claims; throws `LeaseLost` if one of them is lost.
 */
export async function prepare(deps: CourierDeps, claims: readonly Claim[]): Promise<readonly Prepared[]> {
  const drafts = claims.map((claim) => ({ claim, ...deps.source.mint() }));
  const judged = await deps.units.run((unit) => judgeAndMint(deps.rules, unit, drafts));
  return judged.map(({ draft, judgement }) => compose(deps, draft, judgement));
}

async function judgeAndMint(rules: CourierRules, unit: Unit, drafts: readonly Draft[]): Promise<readonly Judged[]> {
  const judged = await judgeAll(rules, unit, drafts);
  await unit.tokens.issue(
    judged.flatMap((each) => tokenOf(rules, each)),
    MAX_LIVE_TOKENS,
  );
  await unit.reports.allow(judged.flatMap(reportableOf));
  const starts = judged.flatMap(startOf);
  if ((await unit.letters.startHandOvers(starts)).length < starts.length) throw new LeaseLost();
  return judged;
}

async function judgeAll(rules: CourierRules, unit: Unit, drafts: readonly Draft[]): Promise<readonly Judged[]> {
  const names = drafts.flatMap(({ claim: { letter } }) => (letter.kind === 'reset' ? [letter.submittedName] : []));
  const named = await unit.users.holdNamed(names);
  const isOverLimit = await limitOf(rules, unit, drafts, [...named.values()]);
  return drafts.map((draft) => {
    const { letter } = draft.claim;
    if (letter.kind === 'notice') return { draft, judgement: { kind: 'notice', notice: letter } };
    const user = named.get(letter.submittedName) ?? null;
    return { draft, judgement: judge(letter, user, rules.explain, isOverLimit) };
  });
}

/** Counts the mails of this batch, too: many spellings may mean one user. */
async function limitOf(
  { limitPerUser }: CourierRules,
  unit: Unit,
  drafts: readonly Draft[],
  users: readonly User[],
): Promise<(user: User) => boolean> {
  if (limitPerUser === null) return () => false;
  const { mails, windowMs } = limitPerUser;
  const keys = [...new Set(users.map(({ key }) => key))];
  const ids = drafts.flatMap(({ claim }) => (claim.letter.kind === 'reset' ? [claim.id] : []));
  const counts = new Map(await unit.letters.handedOverWithin(keys, windowMs, ids));
  return ({ key }) => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count >= mails;
  };
}

/** Whether a request for a link gets a mail, and why not. */
function judge(
  request: ResetRequest,
  user: User | null,
  explain: boolean,
  isOverLimit: (user: User) => boolean,
): Judgement {
  if (user === null) return { kind: 'skip', request, user, reason: 'unknown user' };
  const mailbox = mailboxOf(user);
  const hindrance = hindranceOf(user);
  if (hindrance !== null && !explain) return { kind: 'skip', request, user, reason: hindrance };
  if (mailbox === null) return { kind: 'skip', request, user, reason: hindrance ?? noMailbox(user) };
  if (isOverLimit(user)) return { kind: 'skip', request, user, reason: 'limit' };
  return hindrance === null ? { kind: 'reset', user, mailbox } : { kind: 'explanation', user, mailbox, hindrance };
}

/** The address itself has no place in a reason that an operator lists. */
function noMailbox(user: User): SkipReason {
  const fault = mailboxFaultOf(user);
  return fault === null || fault === 'none' ? 'no mailbox' : `no mailbox: ${fault}`;
}

function hindranceOf({ externallyManaged, enabled }: User): Hindrance | null {
  if (externallyManaged) return 'externally managed';
  return enabled ? null : 'disabled';
}

/**
 * Each request gets a token. Unless its mail carries it, it belongs to nobody: no user has such a
 * key, and no revision is empty.
 */
function tokenOf({ tokenLifeMs: lifeMs }: CourierRules, { draft, judgement }: Judged): readonly NewToken[] {
  if (judgement.kind === 'notice') return [];
  const { digest, claim } = draft;
  const letterId = claim.id;
  if (judgement.kind === 'reset') {
    const { key: userKey, revision } = judgement.user;
    return [{ digest, userKey, revision, letterId, lifeMs }];
  }
  return [{ digest, userKey: `nobody:${letterId}` as UserKey, revision: '' as Revision, letterId, lifeMs }];
}

/** The letter to the operator tells what was reported: nothing in it can be reported again. */
function reportableOf({ draft, judgement }: Judged): readonly NewReportable[] {
  if (judgement.kind !== 'notice' || judgement.notice.about !== 'password-changed') return [];
  return [{ digest: draft.digest, userKey: judgement.notice.userKey, lifeMs: REPORT_LIFE_MS }];
}

function startOf({ draft: { claim }, judgement }: Judged): readonly HandOverStart[] {
  switch (judgement.kind) {
    case 'skip':
      return [];
    case 'notice':
      return [{ claim, userKey: judgement.notice.userKey }];
    default:
      return [{ claim, userKey: judgement.user.key }];
  }
}
