import type { NewReportable } from '../ports/reports-in-unit.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { Unit, UnitOfWork } from '../ports/unit-of-work.ts';
import type { Claim, HandOverStart, Notice, ResetRequest } from '../values/letter.ts';
import { MAX_LIVE_TOKENS, type NewToken, REPORT_LIFE_MS } from '../values/reset-token.ts';
import type { Revision, User, UserKey } from '../values/user.ts';
import { type Draft, type WriteMailDeps, writeDecoy, writeExplanation, writeNotice, writeReset } from './compose.ts';
import { type Judgement, judgeRequest } from './judge-request.ts';
import { type HandOver, LeaseLost } from './prepared.ts';
import type { CourierRules } from './rules.ts';

export interface PrepareLettersDeps extends WriteMailDeps {
  readonly units: UnitOfWork;
  readonly source: TokenSource;
  readonly rules: CourierRules;
}

type ResetDraft = Draft & { readonly request: ResetRequest };
type NoticeDraft = Draft & { readonly notice: Notice };

/**
 * Judges requests and mints their tokens, durably, before the first byte of mail: one transaction with the same statements however
 * many letters there are and whoever they are for. One read of a user gives address, flags and revision, so a link can never go to
 * an address that was just replaced. Answers in the order of the claims; throws `LeaseLost` if any of them is another courier's.
 */
export async function prepareLetters(deps: PrepareLettersDeps, claims: readonly Claim[]): Promise<readonly HandOver[]> {
  const drafts = claims.map((claim) => draftOf(deps.source, claim));
  const judgements = await deps.units.run((unit) => judgeAndMint(deps.rules, unit, drafts));
  return drafts.map((draft) => {
    if ('notice' in draft) return writeNotice(deps, draft, draft.notice);
    const judgement = judgements.get(draft) as Judgement;
    if (judgement.kind === 'mail') return writeReset(deps, draft, judgement);
    if (judgement.kind === 'explain') return writeExplanation(deps, draft, judgement);
    return writeDecoy(deps, draft, draft.request, judgement);
  });
}

function draftOf(source: TokenSource, claim: Claim): ResetDraft | NoticeDraft {
  const { letter } = claim;
  const draft = { claim, ...source.mint() };
  return letter.kind === 'notice' ? { ...draft, notice: letter } : { ...draft, request: letter };
}

async function judgeAndMint(
  rules: CourierRules,
  unit: Unit,
  drafts: readonly (ResetDraft | NoticeDraft)[],
): Promise<ReadonlyMap<ResetDraft, Judgement>> {
  const resets = drafts.filter((draft) => 'request' in draft);
  const judgements = await judgeAll(rules, unit, resets);
  await unit.tokens.issue(
    resets.map((draft) => tokenOf(rules, draft, judgements.get(draft))),
    MAX_LIVE_TOKENS,
  );
  await unit.reports.allow(drafts.flatMap(reportableOf));
  const starts = drafts.flatMap((draft) => startOf(draft, judgements));
  if ((await unit.letters.startHandOvers(starts)).length < starts.length) throw new LeaseLost();
  return judgements;
}

async function judgeAll(
  rules: CourierRules,
  unit: Unit,
  drafts: readonly ResetDraft[],
): Promise<ReadonlyMap<ResetDraft, Judgement>> {
  const held = await unit.users.holdNamed(drafts.map(({ request }) => request.submittedName));
  const named = new Map<string, User>(held.map((user) => [user.username, user]));
  const isOverLimit = await limitOf(rules, unit, drafts, held);
  return new Map(
    drafts.map((draft) => {
      const judgement = judgeRequest(named.get(draft.request.submittedName) ?? null, rules.explain);
      if (judgement.kind === 'skip' || !isOverLimit(judgement.user.key)) return [draft, judgement];
      return [draft, { kind: 'skip', user: judgement.user, reason: 'limit' }];
    }),
  );
}

async function limitOf(
  { limitPerUser }: CourierRules,
  unit: Unit,
  drafts: readonly ResetDraft[],
  users: readonly User[],
): Promise<(user: UserKey) => boolean> {
  if (limitPerUser === null) return () => false;
  const { mails, windowMs } = limitPerUser;
  const keys = users.map(({ key }) => key);
  const ids = drafts.map(({ claim }) => claim.id);
  const handedOver = await unit.letters.handedOverWithin(keys, windowMs, ids);
  return (user) => (handedOver.get(user) ?? 0) >= mails;
}

/** The letter to the operator says what was reported: nothing in it is to be reported again. */
function reportableOf(draft: ResetDraft | NoticeDraft): readonly NewReportable[] {
  if (!('notice' in draft) || draft.notice.about !== 'password-changed') return [];
  return [{ digest: draft.digest, userKey: draft.notice.userKey, lifeMs: REPORT_LIFE_MS }];
}

/** The token of a decoy belongs to nobody: no user has such a key, and no revision is empty. */
function tokenOf({ tokenLifeMs: lifeMs }: CourierRules, draft: ResetDraft, judgement: Judgement | undefined): NewToken {
  const { digest, claim } = draft;
  const owner =
    judgement?.kind === 'mail'
      ? { userKey: judgement.user.key, revision: judgement.user.revision }
      : { userKey: `nobody:${claim.id}` as UserKey, revision: '' as Revision };
  return { digest, ...owner, letterId: claim.id, lifeMs };
}

function startOf(
  draft: ResetDraft | NoticeDraft,
  judgements: ReadonlyMap<ResetDraft, Judgement>,
): readonly HandOverStart[] {
  const { claim } = draft;
  if ('notice' in draft) return [{ claim, userKey: draft.notice.userKey }];
  const judgement = judgements.get(draft);
  if (judgement === undefined || judgement.kind === 'skip') return [];
  return [{ claim, userKey: judgement.user.key }];
}
