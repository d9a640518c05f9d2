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

export function countStoredHashes({ read }: Pick<Connections, 'read'>, users: UsersTable): CountStoredHashes {
  return async (kindOf) => {
    const { sql, values } = users.select({ sql: '1 = 1', values: [] });
    const found = userRecordsOf(await rows(read, `${sql} limit ${SAMPLE_ROWS}`, values), users.mapping);
    const counts = new Map<string, number>();
    for (const { user, passwordHash } of found) {
      if (passwordHash === null || user.externallyManaged) continue;
      const kind = kindOf(passwordHash);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return counts;
  };
}
