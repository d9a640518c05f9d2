import type { User, UserKey } from '../values/user.ts';

/**
 * Finds users in the table that the host application keeps. Reads only.
 *
 * - Absent is `null`; a failed look-up throws, and whoever asked may ask again.
 * - `Overloaded` is thrown where too many look-ups wait: nothing was looked up.
 * - A name matches exactly, code point for code point; no case folding, no normalisation, no trimming.
 * - The revision is computed here, from e-mail and password hash, and changes with either by any hand.
 * - A look-up sees every change committed before it began.
 *
 * Contract: `userDirectoryContract`.
 */
export interface UserDirectory {
  findByName(name: string): Promise<User | null>;
  findByKey(key: UserKey): Promise<User | null>;
}
