import type { PasswordHash } from '../values/password.ts';
import type { Revision, User, UserKey } from '../values/user.ts';

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

/**
 * Users inside a unit of work. A failure throws, and the unit rolls back.
 *
 * Contract: `usersInUnitContract`.
 */
export interface UsersInUnit {
  /**
   * Locks the user until the unit ends and answers the newest committed state, or `null` where
   * there is nobody. It comes before any other lock (user, tokens, sessions, letters, audit), which
   * keeps units from deadlocking.
   */
  hold(by: { readonly name: string } | { readonly key: UserKey }): Promise<User | null>;

  /**
   * Holds everybody who is meant by one of these names, all at once and always in the same order,
   * so that two such units don't deadlock. Answers them by the name that means them; names that
   * mean nobody are absent. Names mean what they mean to `UserDirectory`.
   */
  holdNamed(names: readonly string[]): Promise<ReadonlyMap<string, User>>;

  /**
   * Writes the hash, and the time of the change by the store's clock, and answers the new revision.
   * Only if e-mail and hash are still those of `held`: otherwise it writes nothing and answers
   * `changed-meanwhile`. Throws `WriteHadNoEffect` where the store took the write and nothing
   * changed.
   */
  replacePassword(held: User, hash: PasswordHash): Promise<Revision | 'changed-meanwhile'>;
}

/**
 * The host application's table took a write and kept what it had: a trigger, a rule, a policy or a
 * view swallowed it. Trying again would end the same way, so the person must not be told to ask for
 * another link.
 */
export class WriteHadNoEffect extends Error {
  override readonly name = 'WriteHadNoEffect';

  constructor() {
    super('the users table took a change of password and kept the old one');
  }
}

/**
 * Ends the sessions that a user has in the host application (ASVS 7.4.3), inside a unit of work:
 * they end with the password that opened them, or not at all. The caller holds the user, and has
 * spent the token. A failure throws and the unit rolls back.
 *
 * Contract: `sessionRevokerContract`.
 */
export interface SessionRevoker {
  /**
   * Ends every session of this user and of nobody else, and answers how many it ended: 0 where the
   * host keeps no sessions that Rekey could end.
   */
  revokeAllOf(user: User): Promise<number>;
}
