import type { PasswordHash } from '../values/password.ts';
import type { Revision, User, UserKey } from '../values/user.ts';

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
