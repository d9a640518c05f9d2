import type { Unit } from '../ports/unit-of-work.ts';
import type { ClientAddress } from '../values/letter.ts';
import type { Locale } from '../values/locale.ts';
import type { PasswordHash } from '../values/password.ts';
import type { TokenDigest, TokenRecord } from '../values/reset-token.ts';
import { localeOf, mailboxOf, type User } from '../values/user.ts';
import { nameKeyOf } from '../values/username.ts';
import { judgeToken, type TokenRefusal } from './token-verdict.ts';

export interface Change {
  readonly digest: TokenDigest;
  readonly record: TokenRecord;
  readonly hash: PasswordHash;
  readonly address: ClientAddress;
  /** True where nobody could tell whether the password was in somebody's breach. */
  readonly breachUnknown: boolean;
  /** The language of the page on which it was chosen, or `null`. */
  readonly locale: Locale | null;
}

export interface Changed {
  readonly kind: 'changed';
  /** As the transaction left it. */
  readonly user: User;
}

/** Thrown to roll a unit back when the user changed under it: the token is spent on nobody. */
export class UserChangedMeanwhile extends Error {
  override readonly name = 'UserChangedMeanwhile';
}

/**
 * The one transaction that changes a password: all of it or nothing.
 * The user is held before anything is judged, so whoever disables, moves or renames the user comes wholly before or wholly after.
 */
export async function changePassword(unit: Unit, change: Change): Promise<Changed | TokenRefusal> {
  const user = await unit.users.hold({ key: change.record.userKey });
  const verdict = judgeToken(change.record, user);
  if (verdict.kind !== 'good') return verdict.refusal;
  // The store judges expiry again, now: a token that expired while its password was hashed is refused.
  if (!(await unit.tokens.consume(change.digest, verdict.user.revision))) return { kind: 'bad-token' };

  const revision = await unit.users.replacePassword(verdict.user, change.hash);
  if (revision === 'changed-meanwhile') throw new UserChangedMeanwhile();
  await leaveNothingBehind(unit, verdict.user, change);
  return { kind: 'changed', user: { ...verdict.user, revision } };
}

/** Siblings die, sessions end, the letter that brought the token is proved delivered, the user is told, the operator can look it up. */
async function leaveNothingBehind(unit: Unit, user: User, change: Change): Promise<void> {
  const { letterId } = change.record;
  await unit.tokens.revokeAllOf(user.key);
  await unit.sessions.revokeAllOf(user);
  if (letterId !== null) await unit.letters.proveDelivered(letterId);
  const { key: userKey, username } = user;
  await tellUser(unit, user, change);
  const reason = change.breachUnknown ? 'breach check unavailable' : null;
  await unit.audit.record([{ kind: 'password-changed', userKey, username, address: change.address, letterId, reason }]);
}

async function tellUser({ letters }: Unit, user: User, change: Change): Promise<void> {
  const to = mailboxOf(user);
  if (to === null) return;
  const { key: userKey, username } = user;
  const locale = localeOf(user) ?? change.locale;
  const about = { about: 'password-changed', userKey, username, nameKey: nameKeyOf(username), to } as const;
  await letters.post({ kind: 'notice', ...about, ...(locale !== null && { locale }) });
}
