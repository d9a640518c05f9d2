import { WriteHadNoEffect } from '@rekey/domain';
import type { Knex } from 'knex';
import { type Connections, rows } from '../connections.ts';
import { driverWords } from '../driver-words.ts';
import { columnLength, customsOf } from '../table-customs.ts';
import { inTransaction } from '../transaction.ts';
import { type UserRecord, userRecordsOf } from './user-record.ts';
import type { UsersTable } from './users-table.ts';

const NOBODY = { key: null, email: null, passwordHash: null, hasPasswordRow: true };

/**
 * Asks the database whether a reset would work with this mapping, before anybody's request does: whether tables and columns are there,
 * whether this user of the database may write a password, whether the longest hash fits, and whether a real row takes a change, in a
 * transaction that is rolled back.
 *
 * `sampleHash` is a hash of the format that will be written, as long as any of them.
 * @returns what else an operator should know of these tables: triggers, rules, policies, checks
 */
export async function checkUsersTable(
  connections: Connections,
  users: UsersTable,
  sampleHash?: string,
): Promise<readonly string[]> {
  const { read } = connections;
  try {
    const { sql, values } = users.select({ sql: '1 = 0', values: [] });
    await rows(read, sql, values);
    for (const statement of users.write.statements(NOBODY, '', read)) {
      await rows(read, `explain ${statement.sql}`, statement.values);
    }
    if (sampleHash !== undefined) await checkLength(connections, users, sampleHash.length);
    const tried = await tryOneRow(connections, users, sampleHash);
    const { table, password } = users.mapping;
    return [...tried, ...(await customsOf(connections, [table, password?.table ?? table]))];
  } catch (cause) {
    const reason = cause instanceof WriteHadNoEffect ? SWALLOWED : driverWords(cause);
    throw new Error(`the mapping of the users table does not fit the database: ${reason}`, { cause });
  }
}

const SWALLOWED =
  'it takes a change of password and keeps the old one: a trigger, a rule, a row-level policy or the view swallows the update';

async function checkLength(connections: Connections, { mapping }: UsersTable, longest: number): Promise<void> {
  const { columns, password } = mapping;
  const table = password?.table ?? mapping.table;
  const column = password?.column ?? columns.passwordHash ?? '';
  const length = await columnLength(connections, table, column);
  if (length === null || length >= longest) return;
  throw new Error(
    `${table}.${column} takes ${length} characters, and a hash of this format has up to ${longest}: make it varchar(255)`,
  );
}

/** A transaction's end that nobody minds. */
class RolledBack extends Error {
  override readonly name = 'RolledBack';
}

const LOCKED = /lock timeout|SQLITE_BUSY|database is locked/i;

/** Changes the password of the first user there is, looks whether the change is there, and rolls it back. */
async function tryOneRow(
  connections: Connections,
  users: UsersTable,
  sampleHash: string | undefined,
): Promise<readonly string[]> {
  try {
    await connections.unitPermits.run(() =>
      inTransaction(connections, async (transaction) => {
        const record = await firstUser(transaction, users);
        if (record !== null) await change(transaction, users, record, sampleHash);
        throw new RolledBack();
      }),
    );
  } catch (fault) {
    if (fault instanceof RolledBack) return [];
    if (LOCKED.test(driverWords(fault))) return ['a change was not tried: somebody holds the row of the first user'];
    throw fault;
  }
  return [];
}

async function firstUser(transaction: Knex, users: UsersTable): Promise<UserRecord | null> {
  const { sql, values } = users.select({ sql: '1 = 1', values: [] });
  const [record = null] = userRecordsOf(await rows(transaction, `${sql} limit 1`, values), users.mapping);
  return record;
}

async function change(
  transaction: Knex,
  users: UsersTable,
  record: UserRecord,
  sampleHash: string | undefined,
): Promise<void> {
  const { user, passwordHash, hasPasswordRow } = record;
  const hash = sampleHash ?? altered(passwordHash);
  if (hash === null || (!hasPasswordRow && users.mapping.password?.absent !== 'allow')) return;
  const judged = { key: user.key, email: user.email, passwordHash, hasPasswordRow };
  for (const { sql, values, answers } of users.write.statements(judged, hash, transaction)) {
    const [row] = await rows(transaction, sql, values);
    if (row?.['written'] !== answers) throw new WriteHadNoEffect();
  }
  const { sql, values } = users.select(users.keyed(user.key));
  const [readBack] = userRecordsOf(await rows(transaction, sql, values), users.mapping);
  if (readBack?.passwordHash !== hash) throw new WriteHadNoEffect();
}

/** Another hash of the same shape, which a check on its format takes: the last two characters changed places. */
function altered(hash: string | null): string | null {
  if (hash === null || hash.length < 3) return null;
  const swapped = hash.slice(0, -2) + hash.slice(-1) + hash.slice(-2, -1);
  return swapped === hash ? null : swapped;
}
