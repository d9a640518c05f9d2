import type { User } from '@rekey/domain/values';
import { type Connections, rows } from '../connections.ts';
import { userRecordsOf } from './user-record.ts';
import type { UsersTable } from './users-table.ts';

/** Enough to tell a table's format by, few enough to read from a table of any size at once. */
const SAMPLE_ROWS = 200;

/**
 * Counts kinds of stored hashes, of some users, in no set order. The hashes themselves stay here: `kindOf` says what each is.
 * Users without a hash are left out.
 */
export type CountStoredHashes = (kindOf: (hash: string) => string) => Promise<ReadonlyMap<string, number>>;

/** Counts kinds of users among those that are read first, in no set order. `null` counts for nothing. */
export type CountUsers = (kindOf: (user: User) => string | null) => Promise<ReadonlyMap<string, number>>;

/** A bound for a look at a table of any size. */
const COUNTED_ROWS = 10_000;

export function countUsers({ read }: Pick<Connections, 'read'>, users: UsersTable): CountUsers {
  return async (kindOf) => {
    const { sql, values } = users.select({ sql: '1 = 1', values: [] });
    const found = userRecordsOf(await rows(read, `${sql} limit ${COUNTED_ROWS}`, values), users.mapping);
    return counted(found.map(({ user }) => kindOf(user)));
  };
}

/** How many names mean more than one person, who therefore get no mail. It reads the whole table: for an operator's question alone. */
export type CountSharedNames = () => Promise<number>;

export function countSharedNames({ read }: Pick<Connections, 'read'>, users: UsersTable): CountSharedNames {
  return async () => {
    const { sql, values } = users.sharedNames;
    const [row] = await rows(read, sql, values);
    return Number(row?.['shared']);
  };
}

export function countStoredHashes({ read }: Pick<Connections, 'read'>, users: UsersTable): CountStoredHashes {
  return async (kindOf) => {
    const { sql, values } = users.select({ sql: '1 = 1', values: [] });
    const found = userRecordsOf(await rows(read, `${sql} limit ${SAMPLE_ROWS}`, values), users.mapping);
    return counted(
      found.map(({ user, passwordHash }) =>
        passwordHash === null || user.externallyManaged ? null : kindOf(passwordHash),
      ),
    );
  };
}

function counted(kinds: readonly (string | null)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
