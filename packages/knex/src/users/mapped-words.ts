import type { Knex } from 'knex';
import type { Dialect, Fragment } from '../dialect/dialect.ts';
import type { ColumnValue, SplitColumn, UsersTableMapping } from './users-table-mapping.ts';

/** The mapping's names, quoted, with `u` for the users, `p` for the hashes and `m` for the addresses. */
export interface MappedWords {
  readonly users: string;
  readonly from: string;
  /** Values for the question marks in `from`. */
  readonly joined: readonly Knex.RawBinding[];
  readonly key: string;
  readonly username: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly passwordTable: SplitWords | null;
  readonly mailboxTable: SplitWords | null;
  column(name: string): string;
}

export interface SplitWords {
  readonly table: string;
  readonly user: string;
  readonly column: string;
  /** ` and p.kind = ?`, or nothing. */
  readonly where: Fragment;
}

export function mappedWords(dialect: Dialect, { table, columns, password, mailbox }: UsersTableMapping): MappedWords {
  const name = (of: string) => of.split('.').map(dialect.quote).join('.');
  const column = (of: string) => `u.${dialect.quote(of)}`;
  const split = (alias: string, { table: of, user, column: value, where = {} }: SplitColumn): SplitWords => ({
    table: name(of),
    user: `${alias}.${dialect.quote(user)}`,
    column: `${alias}.${dialect.quote(value)}`,
    where: conditions(dialect, alias, where),
  });
  const passwordTable = password?.table === undefined ? null : split('p', password as SplitColumn);
  const mailboxTable = mailbox === undefined ? null : split('m', mailbox);
  const key = column(columns.key);
  const joins = [
    { alias: 'p', words: passwordTable },
    { alias: 'm', words: mailboxTable },
  ].flatMap(({ alias, words }) => (words === null ? [] : [{ alias, ...words }]));
  return {
    users: name(table),
    from: [
      `${name(table)} u`,
      ...joins.map((join) => `left join ${join.table} ${join.alias} on ${join.user} = ${key}${join.where.sql}`),
    ].join(' '),
    joined: joins.flatMap(({ where }) => where.values),
    key,
    username: column(columns.username),
    email: mailboxTable?.column ?? column(columns.email ?? ''),
    passwordHash: passwordTable?.column ?? column(columns.passwordHash ?? ''),
    passwordTable,
    mailboxTable,
    column,
  };
}

function conditions(dialect: Dialect, alias: string, where: Readonly<Record<string, ColumnValue>>): Fragment {
  const each = Object.entries(where).map(([name, value]) => {
    const column = `${alias}.${dialect.quote(name)}`;
    if (value === null) return { sql: ` and ${column} is null`, values: [] };
    if (value === 'not null') return { sql: ` and ${column} is not null`, values: [] };
    return { sql: ` and ${column} = ?`, values: [value] };
  });
  return { sql: each.map(({ sql }) => sql).join(''), values: each.flatMap(({ values }) => values) };
}
