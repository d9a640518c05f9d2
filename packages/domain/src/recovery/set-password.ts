import { createKeyedMutex, Overloaded } from '@rekey/concurrency';
import type { PasswordPolicy, PolicyReason } from '../policy/password-policy.ts';
import type { AddressLimiter } from '../ports/address-limiter.ts';
import type { BreachedPasswords, BreachVerdict } from '../ports/known-passwords.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { ResetTokenStore } from '../ports/reset-tokens.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { type UserDirectory, WriteHadNoEffect } from '../ports/users.ts';
import type { ClientAddress } from '../values/letter.ts';
import type { Locale } from '../values/locale.ts';
import type { NewPassword } from '../values/password.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import { addressOf, knownLocale, textOf, untyped } from '../values/untyped.ts';
import type { User } from '../values/user.ts';
import { type Change, type Changed, commitChange } from './change-password.ts';
import {
  createNoteRefusal,
  createNoteUnspent,
  lookAtToken,
  type NoteRefusal,
  type NoteUnspent,
  type TokenRefusal,
} from './token-verdict.ts';

export interface SetPasswordDeps {
  readonly limiter: AddressLimiter;
  readonly policy: PasswordPolicy;
  /** Absent: nobody is asked. */
  readonly breached?: BreachedPasswords;
  readonly source: TokenSource;
  readonly tokens: ResetTokenStore;
  readonly directory: UserDirectory;
  readonly hasher: PasswordHasher;
  readonly units: UnitOfWork;
}

export interface PasswordChosen {
  readonly token: string;
  readonly newPassword: string;
  readonly address: ClientAddress;
  /**
   * The language of the page on which it was chosen: that of the notice, where the table tells no
   * other.
   */
  readonly locale?: Locale;
  /**
   * Asked once, right before the transaction begins. False: the caller has given up, and must not
   * find the password changed.
   */
  readonly stillWanted?: () => boolean;
}

export type SetPasswordOutcome =
  | Changed
  | { readonly kind: 'rejected'; readonly reasons: readonly PolicyReason[] }
  | { readonly kind: 'too-many-requests'; readonly retryAfterMs: number }
  | TokenRefusal;

/**
 * Sets a new password for the holder of a good token. The checks come in the order of the contract,
 * cheapest first; nothing is hashed for a bad token, and nothing but `changed` costs a good one.
 * Throws `Overloaded` where too many hashes or units wait, or the caller has given up: then nothing
 * has changed.
 */
export type SetPassword = (chosen: PasswordChosen) => Promise<SetPasswordOutcome>;

// Open where the service is away: else an attacker who blocks it would lock everybody out.
// The audit trail says so.
const BREACH_REASONS: Readonly<Record<BreachVerdict, readonly PolicyReason[]>> = {
  breached: [{ code: 'breached' }],
  'not found': [],
  unavailable: [],
};

export function createSetPassword(deps: SetPasswordDeps): SetPassword {
  // A flood of posts with one good token then costs one hash: each waits for the one before it,
  // looks again, and finds the token used.
  const perToken = createKeyedMutex();
  const noteRefusal = createNoteRefusal(deps.units);
  const noteUnspent = createNoteUnspent(deps.units);
  return async (chosen) => {
    const given = untyped(chosen);
    const address = addressOf(given.address);
    const step = await deps.limiter.step(address);
    if (!step.ok) return { kind: 'too-many-requests', retryAfterMs: step.retryAfterMs };

    const password = deps.policy.normalize(textOf(given.newPassword));
    const reasons = deps.policy.reasonsWithoutUser(password);
    if (reasons.length > 0) return { kind: 'rejected', reasons };

    const digest = deps.source.digestOf(textOf(given.token));
    if (digest === null) return { kind: 'bad-token' };
    return perToken.runExclusive(digest, () =>
      spendToken({ ...deps, noteRefusal, noteUnspent }, digest, password, {
        address,
        locale: knownLocale(given.locale),
        stillWanted: () => typeof given.stillWanted !== 'function' || given.stillWanted() === true,
      }),
    );
  };
}

/** What a caller tells beside token and password. */
interface Told {
  readonly address: ClientAddress;
  readonly locale: Locale | null;
  readonly stillWanted: () => boolean;
}

async function spendToken(
  deps: SetPasswordDeps & { readonly noteRefusal: NoteRefusal; readonly noteUnspent: NoteUnspent },
  digest: TokenDigest,
  password: NewPassword,
  { address, locale, stillWanted }: Told,
): Promise<SetPasswordOutcome> {
  const verdict = await lookAtToken(deps, digest);
  if (verdict.kind !== 'good') {
    await deps.noteRefusal(digest, verdict, address);
    return verdict.refusal;
  }
  const breach = (await deps.breached?.look(password)) ?? 'not found';
  const reasons = [...deps.policy.reasonsForUser(password, verdict.user), ...BREACH_REASONS[breach]];
  if (reasons.length > 0) return { kind: 'rejected', reasons };

  const hash = await deps.hasher.hash(password);
  if (!stillWanted()) throw new Overloaded('the caller gave up before the password was hashed');
  const { record, user } = verdict;
  const breachUnknown = breach === 'unavailable';
  const change = { digest, record, hash, address, locale, breachUnknown };
  return commitChange(deps, change).catch(async (fault: unknown) => {
    if (fault instanceof WriteHadNoEffect) await deps.noteUnspent(digest, notWritten(change, user, fault));
    throw fault;
  });
}

/** The token was good, and the users table did not take the new password. */
function notWritten({ record, address }: Change, { username }: User, { message: reason }: WriteHadNoEffect) {
  const { userKey, letterId } = record;
  return { kind: 'change-not-written', userKey, username, address, letterId, reason } as const;
}
