import { WriteHadNoEffect } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import { type Connections, rows } from '../connections.ts';
import type { Fragment } from '../dialect/dialect.ts';
import { driverWords } from '../driver-words.ts';
import { mended } from '../mended.ts';
import { columnLength, columnsThatWantAValue, customsOf, type Deed } from '../table-customs.ts';
import { refuseNarrowColumn } from '../table-customs-mariadb.ts';
import { tryOut } from '../try-out.ts';
import { type UserRecord, userRecordsOf } from './user-record.ts';
import type { UsersTable } from './users-table.ts';

const NOBODY = { key: null, email: null, passwordHash: null };

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
    if (sampleHash !== undefined) await checkLength(connections, users, sampleHash.length);
    await checkCharacters(connections, users);
    const ways = makesRows(users) ? [true, false] : [true];
    for (const hasPasswordRow of ways) {
      for (const statement of users.write.statements({ ...NOBODY, hasPasswordRow }, sampleHash ?? '', read)) {
        await rows(read, `explain ${statement.sql}`, statement.values);
      }
    }
    const tried = await tryChanges(connections, users, sampleHash);
    return [...tried, ...(await customsOf(connections, deedsOf(users)))];
  } catch (cause) {
    const reason = cause instanceof WriteHadNoEffect ? SWALLOWED : await mended(connections, cause);
    throw new Error(`the mapping of the users table does not fit the database: ${reason}`, { cause });
  }
}

const SWALLOWED =
  'it takes a change of password and keeps the old one: a trigger, a rule, a row-level policy or the view swallows the update';

const FILL = 'name it in "alsoSetPassword" of the mapping, or give it a default';

/** A first password's row that is refused: the database says which column takes no null, and not what to do about it. */
function mendedInsert(fault: unknown): never {
  const reason = driverWords(fault);
  throw /not-null constraint|NOT NULL constraint failed|cannot be null|doesn't have a default value/i.test(reason)
    ? new Error(`${reason}: ${FILL}`, { cause: fault })
    : fault;
}

/** Whether a user without a row for the password gets one. */
const makesRows = ({ mapping: { password } }: UsersTable) =>
  password?.table !== undefined && password.absent === 'allow';

/** What a reset does to each table of the mapping; an address is only read. */
function deedsOf({ mapping, write, ...users }: UsersTable): ReadonlyMap<string, readonly Deed[]> {
  const { table, password, mailbox } = mapping;
  const isWritten = write.columns.some((column) => column.startsWith(`${table}.`));
  const deeds = new Map<string, readonly Deed[]>([[table, isWritten ? ['update'] : []]]);
  if (mailbox !== undefined) deeds.set(mailbox.table, []);
  if (password?.table !== undefined) {
    deeds.set(password.table, makesRows({ mapping, write, ...users }) ? ['insert', 'update'] : ['update']);
  }
  return deeds;
}

async function checkCharacters({ read, dialect }: Connections, { mapping }: UsersTable): Promise<void> {
  if (dialect.kind !== 'MariaDB') return;
  const { table, columns, mailbox } = mapping;
  await refuseNarrowColumn(read, table, columns.username);
  if (mailbox !== undefined) await refuseNarrowColumn(read, mailbox.table, mailbox.column);
  else if (columns.email !== undefined) await refuseNarrowColumn(read, table, columns.email);
}

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

/**
 * Changes the password of the first user there is, looks whether the change is there, and rolls it back; and the same for the first
 * one who would get a row of a first password.
 */
async function tryChanges(
  connections: Connections,
  users: UsersTable,
  sampleHash: string | undefined,
): Promise<readonly string[]> {
  let isRowTried = false;
  const ended = await tryOut(connections, async (transaction) => {
    const first = await firstUser(transaction, users, { sql: '1 = 1', values: [] });
    if (first !== null) {
      refuseOtherKeys(users, first);
      if (first.hasPasswordRow) await change(transaction, users, first, sampleHash);
    }
    const { withoutPasswordRow } = users;
    if (!makesRows(users) || withoutPasswordRow === null) return;
    const rowless = first?.hasPasswordRow === false ? first : await firstUser(transaction, users, withoutPasswordRow);
    if (rowless === null) return;
    await change(transaction, users, rowless, sampleHash).catch(mendedInsert);
    isRowTried = true;
  });
  if (makesRows(users) && !isRowTried) await refuseMissingValues(connections, users);
  return ended === 'locked' ? ['a change was not tried: somebody holds the row of the first user'] : [];
}

/** A key that the mapping's type rules out is nobody's: each of its user's links would be dead. */
function refuseOtherKeys({ mapping, mayBeKey }: UsersTable, { user }: UserRecord): void {
  if (mayBeKey(user.key)) return;
  const { table, columns, keyType = 'text' } = mapping;
  throw new Error(
    `${table}.${columns.key} holds keys that are no ${keyType}: correct "keyType" (integer, uuid or text)`,
  );
}

/** Where there is nobody to try it with, the catalogue says which column a new row would lack. */
async function refuseMissingValues(connections: Connections, { mapping }: UsersTable): Promise<void> {
  const { table = '', user = '', column = '', where = {} } = mapping.password ?? {};
  const filled = [user, column, ...Object.keys(where), ...Object.keys(mapping.alsoSetPassword ?? {})];
  const [first] = await columnsThatWantAValue(connections, table, filled);
  if (first === undefined) return;
  throw new Error(
    `a row of a first password in ${table} would lack ${first}, which takes no null and has no default: ${FILL}`,
  );
}

async function firstUser(transaction: Knex, users: UsersTable, condition: Fragment): Promise<UserRecord | null> {
  const { sql, values } = users.select(condition);
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
  if (hash === null || (!hasPasswordRow && !makesRows(users))) return;
  const judged = { key: user.key, email: user.email, passwordHash, hasPasswordRow };
  for (const statement of users.write.statements(judged, hash, transaction)) {
    const [row] = await users.dialect.writeBack(transaction, statement, statement.back);
    if (row?.['written'] !== statement.answers) throw new WriteHadNoEffect();
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
