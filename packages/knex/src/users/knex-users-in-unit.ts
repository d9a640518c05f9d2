import { type UsersInUnit, WriteHadNoEffect } from '@rekey/domain/ports';
import { type User, type UserKey, whoIsMeant } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { rows } from '../connections.ts';
import type { Fragment } from '../dialect/dialect.ts';
import { revisionOf, type UserRecord, userRecordsOf } from './user-record.ts';
import type { UsersTable } from './users-table.ts';

export function knexUsersInUnit(transaction: Knex.Transaction, users: UsersTable): UsersInUnit {
  /** What this unit has read of a user, hash included; the domain never sees that. */
  const known = new Map<UserKey, UserRecord>();

  const hold = async (condition: Fragment): Promise<readonly UserRecord[]> => {
    // In the order of their keys: two units that hold several users then never wait for one another.
    const { locks, select } = users.hold(condition);
    for (const { sql, values } of locks) await rows(transaction, sql, values);
    const records = userRecordsOf(await rows(transaction, select.sql, select.values), users.mapping);
    for (const record of records) known.set(record.user.key, record);
    return records;
  };
  const holdKey = async (key: UserKey): Promise<UserRecord | null> => {
    const [record = null] = users.mayBeKey(key) ? await hold(users.keyed(key)) : [];
    return record;
  };
  const holdNamed = async (names: readonly string[]): Promise<ReadonlyMap<string, User>> => {
    const possible = names.filter(users.mayBeName);
    const meant = whoIsMeant(users.mapping.lookUp ?? {}, possible, await hold(users.named(possible)));
    return new Map([...meant].map(([name, { user }]) => [name, user]));
  };

  return {
    async hold(by) {
      if ('key' in by) return (await holdKey(by.key))?.user ?? null;
      return (await holdNamed([by.name])).get(by.name) ?? null;
    },
    holdNamed,
    async replacePassword(held, hash) {
      const record = known.get(held.key) ?? (await holdKey(held.key));
      if (record === null || record.user.revision !== held.revision) return 'changed-meanwhile';
      known.delete(held.key);
      if (await writePassword(transaction, users, record, hash)) return revisionOf(held.key, record.user.email, hash);
      // Nothing was changed. Only a row that differs from what was judged makes that a truth about the user.
      if ((await holdKey(held.key))?.user.revision === held.revision) throw new WriteHadNoEffect();
      return 'changed-meanwhile';
    },
  };
}

/** Runs the statements of a change; false where the first found nothing to change. */
async function writePassword(
  transaction: Knex.Transaction,
  { write, dialect }: UsersTable,
  { user, passwordHash, hasPasswordRow }: UserRecord,
  hash: string,
): Promise<boolean> {
  const judged = { key: user.key, email: user.email, passwordHash, hasPasswordRow };
  for (const [place, statement] of write.statements(judged, hash, transaction).entries()) {
    const [row, another] = await dialect.writeBack(transaction, statement, statement.back);
    if (row === undefined && place === 0) return false;
    if (row?.['written'] !== statement.answers || another !== undefined) throw new WriteHadNoEffect();
  }
  return true;
}
