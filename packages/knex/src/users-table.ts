import type { Knex } from 'knex';
import { type Connections, rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { MappingFault } from './mapping-fault.ts';
import { type FlagColumn, faultsOf, OWN_USERS_TABLE, type UsersTableMapping } from './users-table-mapping.ts';

/** A mapping in the words of one database. */
export interface UsersTable {
  readonly name: string;
  /** `SELECT ... FROM table`, its columns called as `row-mapping.ts` expects them. */
  readonly select: string;
  readonly columns: Record<'key' | 'username' | 'email' | 'passwordHash', string>;
  readonly externallyManaged: FlagColumn | null;
  readonly enabled: FlagColumn | null;
  /** What a change of password writes beside the hash. */
  noteChange(at: Knex.Raw, on: Knex): Readonly<Record<string, Knex.Raw>>;
  /** False for a text that no key of this table can be: nobody, and not an error of the database. */
  mayBeKey(key: string): boolean;
  /** False for a text that no database keeps; PostgreSQL would refuse it, and with it everybody who shares its query. */
  mayBeName(name: string): boolean;
}

const KEYS: Record<NonNullable<UsersTableMapping['keyType']>, RegExp> = {
  integer: /^(?:0|-?[1-9]\d{0,17})$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  text: /^[^\0\p{Cs}]+$/u,
};
/** NUL and lone surrogates. */
const UNSTORABLE = /[\0\p{Cs}]/u;

export function usersTable(dialect: Dialect, mapping: UsersTableMapping = OWN_USERS_TABLE): UsersTable {
  const faults = faultsOf(mapping);
  if (faults.length > 0) throw new MappingFault('users', faults);
  const { columns } = mapping;
  const name = mapping.table.split('.').map(dialect.quote).join('.');
  return {
    name,
    select: `select ${selected(dialect, mapping)} from ${name}`,
    columns: {
      key: dialect.quote(columns.key),
      username: dialect.quote(columns.username),
      email: dialect.quote(columns.email),
      passwordHash: dialect.quote(columns.passwordHash),
    },
    externallyManaged: columns.externallyManaged ?? null,
    enabled: columns.enabled ?? null,
    noteChange: (at, on) => noteChange(dialect, mapping, at, on),
    mayBeKey: (key) => KEYS[mapping.keyType ?? 'text'].test(key),
    mayBeName: (name) => !UNSTORABLE.test(name),
  };
}

/** Keys and texts are cast, whatever the column's type: an integer beyond 2^53, a uuid, citext. */
function selected(dialect: Dialect, { columns }: UsersTableMapping): string {
  const text = (column: string | undefined, as: string) =>
    column === undefined ? `null as ${as}` : `cast(${dialect.quote(column)} as text) as ${as}`;
  const flag = (column: string | undefined, as: string) =>
    column === undefined ? `null as ${as}` : `${dialect.quote(column)} as ${as}`;
  return [
    text(columns.key, 'user_key'),
    text(columns.username, 'username'),
    text(columns.email, 'email'),
    text(columns.passwordHash, 'password_hash'),
    text(columns.firstName, 'first_name'),
    text(columns.lastName, 'last_name'),
    text(columns.locale, 'locale'),
    flag(columns.externallyManaged?.column, 'externally_managed'),
    flag(columns.enabled?.column, 'enabled'),
  ].join(', ');
}

function noteChange(dialect: Dialect, { columns }: UsersTableMapping, at: Knex.Raw, on: Knex) {
  const { passwordChangedAt } = columns;
  if (passwordChangedAt === undefined) return {};
  const value = passwordChangedAt.as === 'milliseconds' ? at : dialect.timestamp(at, on);
  return { [dialect.quote(passwordChangedAt.column)]: value };
}

/** Asks the database whether table and columns of the mapping are there, before anybody's request does. */
export async function checkUsersTable({ read }: Connections, users: UsersTable): Promise<void> {
  try {
    await rows(read, `${users.select} where 1 = 0`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the mapping of the users table does not fit the database: ${reason}`, { cause });
  }
}
