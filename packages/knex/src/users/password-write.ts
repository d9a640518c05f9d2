import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import type { Dialect, Fragment, WrittenBack } from '../dialect/dialect.ts';
import type { MappedWords, SplitWords } from './mapped-words.ts';
import type { AlsoSet, ColumnValue, UsersTableMapping } from './users-table-mapping.ts';

/** A user as it was judged. `null` for what nobody has. */
export interface Judged {
  readonly key: string | null;
  readonly email: string | null;
  readonly passwordHash: string | null;
  readonly hasPasswordRow: boolean;
}

/** A statement of a change, and what it must answer if it did what it says. */
export interface WriteStatement extends Fragment {
  /** What it must have written into exactly one row. */
  readonly answers: string;
  readonly back: WrittenBack;
}

export interface PasswordWrite {
  /**
   * The statements that give a user another hash, in their order. The first writes over nothing but the e-mail and the hash that were
   * judged: no row is an answer. The others follow in the same transaction.
   */
  statements(judged: Judged, hash: string, on: Knex): readonly WriteStatement[];
  /** The columns that a change writes, as `table.column`. */
  readonly columns: readonly string[];
}

export function passwordWrite(dialect: Dialect, words: MappedWords, mapping: UsersTableMapping): PasswordWrite {
  const { columns, alsoSet = {}, alsoSetPassword = {} } = mapping;
  const set = (values: AlsoSet, on: Knex) => assignments(dialect, values, on);
  const changedAt = (on: Knex) => notedChange(dialect, mapping, on);

  const inUsersTable = (judged: Judged, hash: string, on: Knex): readonly WriteStatement[] => {
    const assigned = together([one(dialect, columns.passwordHash ?? '', hash), ...changedAt(on), ...set(alsoSet, on)]);
    const unchanged = stillJudged(dialect, words, judged);
    return [
      {
        sql: `update ${words.users} as u set ${assigned.sql} where ${words.key} = ? and ${words.passwordHash} ${dialect.same} ?
          and ${unchanged.sql}`,
        values: [...assigned.values, judged.key, judged.passwordHash, ...unchanged.values],
        answers: hash,
        back: {
          column: dialect.quote(columns.passwordHash ?? ''),
          from: { sql: `${words.users} u where ${words.key} = ?`, values: [judged.key] },
        },
      },
    ];
  };

  const inPasswordTable = (table: SplitWords, judged: Judged, hash: string, on: Knex): readonly WriteStatement[] => {
    const change = judged.hasPasswordRow ? updatedRow : insertedRow;
    const also = together([...changedAt(on), ...set(alsoSet, on)]);
    const first = change({ dialect, words, table, mapping, judged, hash, also: set(alsoSetPassword, on) });
    if (also.sql === '') return [first];
    const user = {
      sql: `update ${words.users} as u set ${also.sql} where ${words.key} = ?`,
      values: [...also.values, judged.key],
      answers: judged.key ?? '',
      back: {
        column: dialect.quote(columns.key),
        from: { sql: `${words.users} u where ${words.key} = ?`, values: [judged.key] },
      },
    };
    return [first, user];
  };

  return {
    statements(judged, hash, on) {
      const table = words.passwordTable;
      return table === null ? inUsersTable(judged, hash, on) : inPasswordTable(table, judged, hash, on);
    },
    columns: writtenColumns(mapping),
  };
}

function writtenColumns({ table, columns, password, alsoSet = {}, alsoSetPassword = {} }: UsersTableMapping) {
  const noted = columns.passwordChangedAt === undefined ? [] : [columns.passwordChangedAt.column];
  const usersColumns = [...noted, ...Object.keys(alsoSet)].map((name) => `${table}.${name}`);
  if (password?.table === undefined) return [`${table}.${columns.passwordHash}`, ...usersColumns];
  const passwordColumns = [password.column ?? '', ...Object.keys(alsoSetPassword)];
  return [...passwordColumns.map((name) => `${password.table}.${name}`), ...usersColumns];
}

interface RowChange {
  readonly dialect: Dialect;
  readonly words: MappedWords;
  readonly table: SplitWords;
  readonly mapping: UsersTableMapping;
  readonly judged: Judged;
  readonly hash: string;
  readonly also: readonly Assignment[];
}

function updatedRow({ dialect, words, table, mapping, judged, hash, also }: RowChange): WriteStatement {
  const assigned = together([one(dialect, mapping.password?.column ?? '', hash), ...also]);
  const unchanged = userStillJudged(dialect, words, judged);
  return {
    sql: `update ${table.table} as p set ${assigned.sql} where ${table.user} = ?${table.where.sql}
      and ${table.column} ${dialect.same} ? and ${unchanged.sql}`,
    values: [...assigned.values, judged.key, ...table.where.values, judged.passwordHash, ...unchanged.values],
    answers: hash,
    back: passwordRow(dialect, table, mapping, judged),
  };
}

/** The row that holds the hash, and the hash in it. */
function passwordRow(dialect: Dialect, table: SplitWords, mapping: UsersTableMapping, { key }: Judged): WrittenBack {
  return {
    column: dialect.quote(mapping.password?.column ?? ''),
    from: { sql: `${table.table} p where ${table.user} = ?${table.where.sql}`, values: [key, ...table.where.values] },
  };
}

/** A first password. Its row says what the condition on such rows says. */
function insertedRow({ dialect, words, table, mapping, judged, hash, also }: RowChange): WriteStatement {
  const { user = '', column = '', where = {} } = mapping.password ?? {};
  const row = [
    ...[one(dialect, column, hash)],
    ...Object.entries(where).map(([name, value]) => one(dialect, name, value)),
    ...also,
  ];
  const unchanged = stillJudged(dialect, words, judged);
  return {
    sql: `insert into ${table.table} (${[dialect.quote(user), ...row.map(({ column: name }) => name)].join(', ')})
      select ${[words.key, ...row.map(({ value }) => value)].join(', ')} from ${words.users} u
      where ${words.key} = ? and ${unchanged.sql}`,
    values: [...row.flatMap(({ values }) => values), judged.key, ...unchanged.values],
    answers: hash,
    back: passwordRow(dialect, table, mapping, judged),
  };
}

/**
 * Whether the address is still the one that was judged, wherever it stands. A user with a second, different address by now is not
 * the one who was judged.
 */
function stillJudged({ same }: Dialect, words: MappedWords, { email }: Judged): Fragment {
  const { mailboxTable } = words;
  if (mailboxTable === null) return { sql: `${words.email} ${same} ?`, values: [email] };
  const { table, user, column, where } = mailboxTable;
  const address = `select 1 from ${table} m where ${user} = ${words.key}${where.sql}`;
  const noOther = { sql: `not exists (${address} and not (${column} ${same} ?))`, values: [...where.values, email] };
  if (email === null) return noOther;
  return {
    sql: `exists (${address} and ${column} = ?) and ${noOther.sql}`,
    values: [...where.values, email, ...noOther.values],
  };
}

function userStillJudged(dialect: Dialect, words: MappedWords, judged: Judged): Fragment {
  const { sql, values } = stillJudged(dialect, words, judged);
  return {
    sql: `exists (select 1 from ${words.users} u where ${words.key} = ? and ${sql})`,
    values: [judged.key, ...values],
  };
}

/** `column = value`, in SQL. */
interface Assignment {
  readonly column: string;
  readonly value: string;
  readonly values: readonly Knex.RawBinding[];
}

function one(dialect: Dialect, column: string, value: ColumnValue): Assignment {
  return { column: dialect.quote(column), value: '?', values: [value] };
}

function together(assigned: readonly Assignment[]): Fragment {
  return {
    sql: assigned.map(({ column, value }) => `${column} = ${value}`).join(', '),
    values: assigned.flatMap(({ values }) => values),
  };
}

function assignments(dialect: Dialect, values: AlsoSet, on: Knex): readonly Assignment[] {
  return Object.entries(values).map(([name, value]) => {
    if (value === 'now') return { column: dialect.quote(name), value: '?', values: [dialect.timestamp(on)] };
    return one(dialect, name, value === 'random' ? randomWord() : value);
  });
}

function notedChange(dialect: Dialect, { columns: { passwordChangedAt } }: UsersTableMapping, on: Knex) {
  if (passwordChangedAt === undefined) return [];
  const { column, as, zone } = passwordChangedAt;
  const moment = as === 'milliseconds' ? dialect.now(on) : dialect.timestamp(on, zone);
  return [{ column: dialect.quote(column), value: '?', values: [moment] }];
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 random bits in the letters of a security stamp. */
function randomWord(): string {
  return Array.from({ length: 32 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
