import type { User, UserKey, UsersInUnit } from '@rekey/domain';
import type { Knex } from 'knex';
import { type Row, rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { revisionOf, type UserRecord, userRecordOf } from './row-mapping.ts';
import type { UsersTable } from './users-table.ts';

export function knexUsersInUnit(transaction: Knex.Transaction, dialect: Dialect, users: UsersTable): UsersInUnit {
  /** What this unit has read of a user, hash included; the domain never sees that. */
  const known = new Map<UserKey, UserRecord>();

  const read = async (condition: string, values: readonly Knex.RawBinding[]): Promise<UserRecord | null> => {
    const [row] = await rows(transaction, `${users.select} where ${condition} ${dialect.hold}`, values);
    const record = row === undefined ? null : userRecordOf(row, users);
    if (record !== null) known.set(record.user.key, record);
    return record;
  };
  const readByKey = (key: UserKey) => (users.mayBeKey(key) ? read(`${users.columns.key} = ?`, [key]) : null);
  const readByName = (name: string) => {
    const { sql, values } = dialect.isOneOf(users.columns.username, [name]);
    return users.mayBeName(name) ? read(sql, values) : null;
  };

  return {
    async hold(by) {
      const record = await ('key' in by ? readByKey(by.key) : readByName(by.name));
      return record?.user ?? null;
    },
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
