import { createBatcher } from '@rekey/concurrency';
import type { UserDirectory } from '@rekey/domain/ports';
import { type User, whoIsMeant } from '@rekey/domain/values';
import { type Connections, rows } from '../connections.ts';
import { userRecordsOf } from './user-record.ts';
import type { UsersTable } from './users-table.ts';

const NAMES_A_QUERY = 400;

/** Look-ups that come at the same time share one SELECT, which starts after all of them began: none sees an older state. */
export function knexUserDirectory({ read }: Connections, users: UsersTable, maxWaiting: number): UserDirectory {
  const queue = { resource: 'a look-up', maxBatch: NAMES_A_QUERY, maxWaiting, schedule: setImmediate };
  const findByNames = async (names: readonly string[]): Promise<readonly (User | null)[]> => {
    const { sql, values } = users.select(users.named([...new Set(names)]));
    const found = userRecordsOf(await rows(read, sql, values), users.mapping);
    const meant = whoIsMeant(users.mapping.lookUp ?? {}, names, found);
    return names.map((name) => meant.get(name)?.user ?? null);
  };
  const findByName = createBatcher(findByNames, queue);

  return {
    findByName: async (name) => (users.mayBeName(name) ? findByName(name) : null),
    async findByKey(key) {
      if (!users.mayBeKey(key)) return null;
      const { sql, values } = users.select(users.keyed(key));
      const [record] = userRecordsOf(await rows(read, sql, values), users.mapping);
      return record?.user ?? null;
    },
  };
}
