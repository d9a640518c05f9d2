import type { User, UserKey } from '../values/user.ts';

/**
 * Finds users in the table that the host application keeps. Reads only. A look-up sees every change
 * committed before it began; one that fails throws, and may be tried again.
 *
 * The revision is computed here, from e-mail and password hash, and changes with either by any
 * hand.
 *
 * Contract: `userDirectoryContract`.
 */
export interface UserDirectory {
  /**
   * Answers `null` for a name that means nobody. A name matches exactly, code point for code point:
   * no case folding, no normalisation, no trimming (a mapping may choose otherwise, `LookUp`).
   * Throws `Overloaded` where too many look-ups wait: nothing was looked up.
   */
  findByName(name: string): Promise<User | null>;

  /** Answers `null` for a key that nobody has. */
  findByKey(key: UserKey): Promise<User | null>;
}
