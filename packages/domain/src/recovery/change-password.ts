import { CommitUnknown, type Unit, type UnitOfWork } from '../ports/unit-of-work.ts';
import type { UserDirectory } from '../ports/users.ts';
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
class UserChangedMeanwhile extends Error {
  override readonly name = 'UserChangedMeanwhile';
}

/**
 * The one transaction that changes a password: all of it or nothing.
 * The user is held before anything is judged, so a change of the user comes wholly before or wholly
 * after.
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

export interface CommitChangeDeps {
  readonly units: UnitOfWork;
  readonly directory: UserDirectory;
}

/** A change whose commit lost its answer. */
interface Uncertain {
  readonly kind: 'uncertain';
  readonly reached: Changed;
  readonly fault: CommitUnknown;
}

// Each further try needs another commit to lose its answer; three in a row is a broken database, not bad luck.
const MAX_TRIES = 3;

/**
 * Runs the change until its end is certain. Where the answer to a commit was lost, the users table tells:
 * our revision there means changed, the old one means run again, any other means that nobody can know (and throws).
 */
export async function commitChange(deps: CommitChangeDeps, change: Change): Promise<Changed | TokenRefusal> {
  const uncertain: Uncertain[] = [];
  while (uncertain.length < MAX_TRIES) {
    const attempt = await tryOnce(deps.units, change).catch((fault: unknown) => {
      // Not even "too busy" may be said while an earlier commit could still land.
      throw uncertain.length === 0 ? fault : unconfirmed(fault);
    });
    if (attempt.kind === 'uncertain') uncertain.push(attempt);
    else if (attempt.kind === 'changed' || uncertain.length === 0) return attempt;

    // A second run may be refused *because* the first one landed late, so this is asked after a refusal, too.
    const standing = await whatStands(deps.directory, change, uncertain);
    if (standing === 'something else') break;
    if (standing !== 'as before') return standing;
    if (attempt.kind !== 'uncertain') return attempt;
  }
  throw unconfirmed(uncertain.at(-1)?.fault);
}

async function whatStands(
  directory: UserDirectory,
  { record }: Change,
  uncertain: readonly Uncertain[],
): Promise<Changed | 'as before' | 'something else'> {
  const revision = (await directory.findByKey(record.userKey))?.revision;
  const landed = uncertain.find(({ reached }) => reached.user.revision === revision);
  if (landed !== undefined) return landed.reached;
  return revision === record.revision ? 'as before' : 'something else';
}

function unconfirmed(cause: unknown): Error {
  return new Error('a password change cannot be confirmed: the answer to its commit was lost', { cause });
}

async function tryOnce(units: UnitOfWork, change: Change): Promise<Changed | TokenRefusal | Uncertain> {
  let reached: Changed | TokenRefusal | undefined;
  try {
    return await units.run(async (unit) => {
      reached = await changePassword(unit, change);
      return reached;
    });
  } catch (fault) {
    if (fault instanceof UserChangedMeanwhile) return { kind: 'bad-token' };
    if (!(fault instanceof CommitUnknown) || reached === undefined) throw fault;
    // A refusal wrote nothing, so its lost commit changes nothing.
    return reached.kind === 'changed' ? { kind: 'uncertain', reached, fault } : reached;
  }
}
