import type { UserDirectory } from '../ports/users.ts';
import type { User } from '../values/user.ts';
import { parseSubmittedName } from '../values/username.ts';

export type LookUpUserOutcome =
  | { readonly kind: 'found'; readonly user: User }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unknown-user' };

/** Shows a user to an operator. The caller has checked that it is one. */
export type LookUpUser = (username: string) => Promise<LookUpUserOutcome>;

export function createLookUpUser(deps: { readonly directory: UserDirectory }): LookUpUser {
  return async (username) => {
    const name = parseSubmittedName(username);
    if (name === null) return { kind: 'malformed' };
    const user = await deps.directory.findByName(name);
    return user === null ? { kind: 'unknown-user' } : { kind: 'found', user };
  };
}
