import type { LetterTexts } from '../mail/letter-texts.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { Unit, UnitOfWork } from '../ports/unit-of-work.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { Claim, ResetRequest, SkipReason } from '../values/letter.ts';
import { MAX_LIVE_TOKENS, type TokenDigest } from '../values/reset-token.ts';
import { mailboxOf, type User } from '../values/user.ts';
import type { CourierRules } from './courier-rules.ts';
import { LeaseLost, type Prepared } from './hand-over.ts';
import { messageIdOf } from './message-id.ts';

export interface PrepareResetDeps {
  readonly units: UnitOfWork;
  readonly source: TokenSource;
  readonly texts: LetterTexts;
  readonly messageIdHost: string;
  readonly rules: CourierRules;
}

type Judged =
  | { readonly kind: 'mail'; readonly user: User; readonly mailbox: EmailAddress }
  | { readonly kind: 'skip'; readonly reason: SkipReason };

/**
 * Judges a request and mints its token, durably, before the first byte of mail: one transaction,
 * and one read of the user gives address, flags and revision, so a link can never go to an address that was just replaced.
 */
export async function prepareReset(deps: PrepareResetDeps, claim: Claim, request: ResetRequest): Promise<Prepared> {
  const { token, notMe, digest } = deps.source.mint();
  const judged = await deps.units.run((unit) => judgeAndMint(deps.rules, unit, claim, request, digest));
  if (judged.kind === 'skip') {
    return { kind: 'ended', event: { letterId: claim.id, kind: 'skipped', reason: judged.reason } };
  }
  const { user, mailbox } = judged;
  const facts = {
    username: user.username,
    locale: null,
    ...{ token, notMe, askedAt: claim.askedAt, tokenLifeMs: deps.rules.tokenLifeMs },
  };
  const mail = {
    messageId: messageIdOf(claim, deps.messageIdHost),
    to: { name: fullNameOf(user), address: mailbox },
    ...deps.texts.reset(facts),
  };
  return { kind: 'ready', handOver: { claim, mail, digest } };
}

async function judgeAndMint(
  rules: CourierRules,
  unit: Unit,
  claim: Claim,
  request: ResetRequest,
  digest: TokenDigest,
): Promise<Judged> {
  const user = await unit.users.hold({ name: request.submittedName });
  const judged = judge(user);
  if (judged.kind === 'skip') return skip(unit, claim, judged.reason);
  const { key: userKey, revision } = judged.user;
  if (await isOverLimit(rules, unit, claim, judged.user)) return skip(unit, claim, 'limit');

  await unit.tokens.issue(
    { digest, userKey, revision, letterId: claim.id, lifeMs: rules.tokenLifeMs },
    MAX_LIVE_TOKENS,
  );
  if ((await unit.letters.startHandOver(claim, userKey)) === 'lost') throw new LeaseLost();
  return judged;
}

/** Without a mail there is nothing to tell, not even why: whoever asked must not learn it. The operator can. */
async function skip(unit: Unit, claim: Claim, reason: SkipReason): Promise<Judged> {
  if ((await unit.letters.settle(claim, { state: 'skipped', reason })) === 'lost') throw new LeaseLost();
  return { kind: 'skip', reason };
}

function judge(user: User | null): Judged {
  if (user === null) return { kind: 'skip', reason: 'unknown user' };
  if (user.externallyManaged) return { kind: 'skip', reason: 'externally managed' };
  if (!user.enabled) return { kind: 'skip', reason: 'disabled' };
  const mailbox = mailboxOf(user);
  return mailbox === null ? { kind: 'skip', reason: 'no mailbox' } : { kind: 'mail', user, mailbox };
}

async function isOverLimit(rules: CourierRules, unit: Unit, claim: Claim, user: User): Promise<boolean> {
  const limit = rules.limitPerUser;
  if (limit === null) return false;
  return (await unit.letters.handedOverWithin(user.key, limit.windowMs, claim.id)) >= limit.mails;
}

function fullNameOf(user: User): string {
  return [user.firstName, user.lastName].filter((part) => part !== null && part !== '').join(' ');
}
