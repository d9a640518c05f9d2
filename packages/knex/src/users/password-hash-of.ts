import type { PasswordHash } from '@rekey/domain';
import { type Connections, rows } from './connections.ts';
import { userRecordOf } from './row-mapping.ts';
import type { UsersTable } from './users-table.ts';

/**
 * The stored hash of whoever has exactly this name, in whatever table; `null` when nobody has. It serves an operator who
 * checks a password, and is no port: the domain never sees a stored hash.
 */
export type PasswordHashOf = (username: string) => Promise<{ readonly hash: PasswordHash | null } | null>;

export function passwordHashOf(
  { read, dialect }: Pick<Connections, 'read' | 'dialect'>,
  users: UsersTable,
): PasswordHashOf {
  return async (username) => {
    if (!users.mayBeName(username)) return null;
    const { sql, values } = dialect.isOneOf(users.columns.username, [username]);
    const [row] = await rows(read, `${users.select} where ${sql}`, values);
    return row === undefined ? null : { hash: userRecordOf(row, users).passwordHash as PasswordHash | null };
  };
}
