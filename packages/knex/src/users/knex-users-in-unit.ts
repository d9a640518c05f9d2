import type { User, UserKey, UsersInUnit } from '@rekey/domain';
import type { Knex } from 'knex';
import { rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { revisionOf, type UserRecord, userRecordOf } from './row-mapping.ts';
import type { UsersTable } from './users-table.ts';

export function knexUsersInUnit(transaction: Knex.Transaction, dialect: Dialect, users: UsersTable): UsersInUnit {
  /** What this unit has read of a user, hash included; the domain never sees that. */
  const known = new Map<UserKey, UserRecord>();

  const read = async (condition: string, values: readonly Knex.RawBinding[]): Promise<readonly UserRecord[]> => {
    // In the order of their keys: two units that hold several users then never wait for one another.
    const sql = `${users.select} where ${condition} order by ${users.columns.key} ${dialect.hold}`;
    const records = (await rows(transaction, sql, values)).map((row) => userRecordOf(row, users));
    for (const record of records) known.set(record.user.key, record);
    return records;
  };
  const readByKey = async (key: UserKey): Promise<UserRecord | null> => {
    const [record = null] = users.mayBeKey(key) ? await read(`${users.columns.key} = ?`, [key]) : [];
    return record;
  };
  const holdNamed = async (names: readonly string[]): Promise<readonly User[]> => {
    const wanted = dialect.isOneOf(users.columns.username, names.filter(users.mayBeName));
    return (await read(wanted.sql, wanted.values)).map(({ user }) => user);
  };

  return {
    async hold(by) {
      if ('key' in by) return (await readByKey(by.key))?.user ?? null;
      const [user = null] = await holdNamed([by.name]);
      return user;
    },
    holdNamed,
    async replacePassword(held, hash) {
      const record = known.get(held.key) ?? (await readByKey(held.key));
      if (record === null || record.user.revision !== held.revision) return 'changed-meanwhile';
      const judged = { key: held.key, email: record.user.email, passwordHash: record.passwordHash };
      const { sql, values } = users.changePassword(judged, hash, transaction);
      const written = await rows(transaction, `${sql} returning 1 as written`, values);
      known.delete(held.key);
      return written.length === 1 ? revisionOf(held.key, judged.email, hash) : 'changed-meanwhile';
    },
  };
}
