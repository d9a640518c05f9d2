import { TooManyLookUps, type User, type UserDirectory } from '@rekey/domain';
import { type Connections, rows } from './connections.ts';
import { userRecordOf } from './row-mapping.ts';
import { sharedTrips, TooManyWaiting } from './shared-trips.ts';
import type { UsersTable } from './users-table.ts';

const LOOK_UPS = { together: 400, waiting: 5_000 };

/** Look-ups that come at the same time share one SELECT, which starts after all of them began: none sees an older state. */
export function knexUserDirectory({ read, dialect }: Connections, users: UsersTable): UserDirectory {
  const findByNames = async (names: readonly string[]): Promise<readonly (User | null)[]> => {
    const wanted = dialect.isOneOf(users.columns.username, [...new Set(names)]);
    const found = await rows(read, `${users.select} where ${wanted.sql}`, wanted.values);
    const byName = new Map(found.map((row) => userRecordOf(row, users).user).map((user) => [user.username, user]));
    return names.map((name) => byName.get(name) ?? null);
  };
  const findByName = sharedTrips(findByNames, LOOK_UPS);

  return {
    findByName: async (name) => (users.mayBeName(name) ? findByName(name).catch(refused) : null),
    async findByKey(key) {
      if (!users.mayBeKey(key)) return null;
      const [row] = await rows(read, `${users.select} where ${users.columns.key} = ?`, [key]);
      return row === undefined ? null : userRecordOf(row, users).user;
    },
  };
}

function refused(fault: unknown): never {
  throw fault instanceof TooManyWaiting ? new TooManyLookUps(fault.message) : fault;
}
