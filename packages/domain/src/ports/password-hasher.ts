import type { NewPassword, PasswordHash } from '../values/password.ts';

/**
 * Turns passwords into stored hashes, slowly on purpose.
 *
 * - `hash` answers a PHC string with a salt of its own.
 * - `hash` throws `Overloaded` at once where as many hashes wait as may wait.
 * - No truncation: every byte counts, NUL included.
 * - `verify` answers false for a wrong password and for a hash it cannot read.
 * - A failure throws.
 *
 * Contract: `passwordHasherContract`.
 */
export interface PasswordHasher {
  hash(password: NewPassword): Promise<PasswordHash>;
  verify(password: NewPassword, hash: PasswordHash): Promise<boolean>;
}
