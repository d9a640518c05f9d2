import type { PasswordHash } from '../values/password.ts';
import type { Revision, User, UserKey } from '../values/user.ts';

/**
 * Users inside a unit of work.
 *
 * - `hold` locks the user until the unit ends and answers the newest committed state; it comes before any other lock
 *   (user -> tokens -> sessions -> letters -> audit), which is what keeps units from deadlocking. Nobody there: `null`, nothing locked.
 * - `holdNamed` holds everybody who has one of these names, all at once and always in the same order, so that two such units
 *   don't deadlock either. Names match as in `UserDirectory`; whom nobody has is left out.
 * - `replacePassword` writes the hash and the time of the change only if e-mail and hash are still those of `held`, and answers the new revision;
 *   otherwise it writes nothing and answers `changed-meanwhile`.
 * - The time of the change is read from the store's clock. A failure throws and the unit rolls back.
 *
 * Contract: `usersInUnitContract`.
 */
export interface UsersInUnit {
  hold(by: { readonly name: string } | { readonly key: UserKey }): Promise<User | null>;
  holdNamed(names: readonly string[]): Promise<readonly User[]>;
  replacePassword(held: User, hash: PasswordHash): Promise<Revision | 'changed-meanwhile'>;
}
