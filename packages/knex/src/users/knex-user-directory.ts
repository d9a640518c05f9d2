import { TooManyLookUps, type User, type UserDirectory, whoIsMeant } from '@rekey/domain';
import { type Connections, rows } from '../connections.ts';
import { sharedTrips, TooManyWaiting } from '../shared-trips.ts';
import { userRecordsOf } from './user-record.ts';
import type { UsersTable } from './users-table.ts';

const LOOK_UPS = { together: 400, waiting: 5_000 };

/** Look-ups that come at the same time share one SELECT, which starts after all of them began: none sees an older state. */
export function knexUserDirectory({ read }: Connections, users: UsersTable): UserDirectory {
  const findByNames = async (names: readonly string[]): Promise<readonly (User | null)[]> => {
    const { sql, values } = users.select(users.named([...new Set(names)]));
    const found = userRecordsOf(await rows(read, sql, values), users.mapping);
    const meant = whoIsMeant(users.mapping.lookUp ?? {}, names, found);
    return names.map((name) => meant.get(name)?.user ?? null);
  };
  const findByName = sharedTrips(findByNames, LOOK_UPS);

  return {
    findByName: async (name) => (users.mayBeName(name) ? findByName(name).catch(refused) : null),
    async findByKey(key) {
      if (!users.mayBeKey(key)) return null;
      const { sql, values } = users.select(users.keyed(key));
      const [record] = userRecordsOf(await rows(read, sql, values), users.mapping);
      return record?.user ?? null;
    },
  };
}

function refused(fault: unknown): never {
  throw fault instanceof TooManyWaiting ? new TooManyLookUps(fault.message) : fault;
}
