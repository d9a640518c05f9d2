import type { NewPassword, PasswordBounds, PasswordHash } from '../values/password.ts';

/**
 * Turns passwords into stored hashes, slowly on purpose. A failure throws.
 *
 * Contract: `passwordHasherContract`.
 */
export interface PasswordHasher {
  /** The passwords that its hashes can tell apart. */
  readonly bounds: PasswordBounds;

  /**
   * What of a password counts. Most take it as it is; some compose it or cut blanks off its ends,
   * as their application does.
   */
  counted(password: string): string;

  /**
   * Answers a stored hash with a salt of its own, in which every byte of what counts counts. Throws
   * `Overloaded` at once where as many hashes wait as may wait. Throws a `RangeError` for a
   * password beyond the bounds, and never cuts one off.
   */
  hash(password: NewPassword): Promise<PasswordHash>;

  /** Answers false for a wrong password and for a hash it cannot read. */
  verify(password: NewPassword, hash: PasswordHash): Promise<boolean>;
}
