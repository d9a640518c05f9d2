import type { User, UserKey, UsersInUnit } from '@rekey/domain';
import type { Knex } from 'knex';
import { type Row, rows } from './connections.ts';
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
      const written = await compareAndSet(transaction, dialect, users, record, hash);
      known.delete(held.key);
      return written.length === 1 ? revisionOf(held.key, record.user.email, hash) : 'changed-meanwhile';
    },
  };
}

/** Writes only over the e-mail and hash that were judged: somebody who got in between must not be overwritten unseen. */
function compareAndSet(
  transaction: Knex.Transaction,
  dialect: Dialect,
  users: UsersTable,
  { user, passwordHash }: { readonly user: User; readonly passwordHash: string | null },
  hash: string,
): Promise<readonly Row[]> {
  const { key, email, passwordHash: hashColumn } = users.columns;
  const noted = users.noteChange(dialect.now(transaction), transaction);
  const set = [`${hashColumn} = ?`, ...Object.keys(noted).map((column) => `${column} = ?`)].join(', ');
  return rows(
    transaction,
    `update ${users.name} set ${set}
     where ${key} = ? and ${email} is not distinct from ? and ${hashColumn} is not distinct from ?
     returning 1 as written`,
    [hash, ...Object.values(noted), user.key, user.email, passwordHash],
  );
}
