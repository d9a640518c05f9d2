import { type PasswordHash, whoIsMeant } from '@rekey/domain/values';
import { type Connections, rows } from '../connections.ts';
import { userRecordsOf } from './user-record.ts';
import type { UsersTable } from './users-table.ts';

/**
 * The stored hash of the user with this name, in whatever table; `null` without one. It serves an operator who
 * checks a password, and is no port: the domain never sees a stored hash.
 */
export type PasswordHashOf = (username: string) => Promise<{ readonly hash: PasswordHash | null } | null>;

export function passwordHashOf({ read }: Pick<Connections, 'read'>, users: UsersTable): PasswordHashOf {
  return async (username) => {
    if (!users.mayBeName(username)) return null;
    const { sql, values } = users.select(users.named([username]));
    const found = userRecordsOf(await rows(read, sql, values), users.mapping);
    const record = whoIsMeant(users.mapping.lookUp ?? {}, [username], found).get(username);
    return record === undefined ? null : { hash: record.passwordHash as PasswordHash | null };
  };
}
