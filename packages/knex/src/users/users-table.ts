import type { Knex } from 'knex';
import { type Connections, rows } from './connections.ts';
import type { Dialect, Fragment } from './dialect/dialect.ts';
import { MappingFault } from './mapping-fault.ts';
import { type FlagColumn, faultsOf, OWN_USERS_TABLE, type UsersTableMapping } from './users-table-mapping.ts';

/** A mapping in the words of one database. */
export interface UsersTable {
  /** `SELECT ... FROM table`, its columns called as `row-mapping.ts` expects them. */
  readonly select: string;
  readonly columns: Record<'key' | 'username', string>;
  readonly externallyManaged: FlagColumn | null;
  readonly enabled: FlagColumn | null;
  /** The statement that gives a user another hash. It writes over nothing but the e-mail and the hash that were judged. */
  changePassword(judged: Judged, hash: string, on: Knex): Fragment;
  /** False for a text that no key of this table can be: nobody, and not an error of the database. */
  mayBeKey(key: string): boolean;
  /** False for a text that no database keeps; PostgreSQL would refuse it, and with it everybody who shares its query. */
  mayBeName(name: string): boolean;
}

/** A user as it was read. */
interface Judged {
  readonly key: string | null;
  readonly email: string | null;
  readonly passwordHash: string | null;
}

const KEYS: Record<NonNullable<UsersTableMapping['keyType']>, (key: string) => boolean> = {
  integer: (key) => /^(?:0|-?[1-9]\d{0,18})$/.test(key) && BigInt.asIntN(64, BigInt(key)) === BigInt(key),
  uuid: (key) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key),
  text: (key) => /^[^\0\p{Cs}]+$/u.test(key),
};
/** NUL and lone surrogates. */
const UNSTORABLE = /[\0\p{Cs}]/u;

export function usersTable(dialect: Dialect, mapping: UsersTableMapping = OWN_USERS_TABLE): UsersTable {
  const faults = faultsOf(mapping);
  if (faults.length > 0) throw new MappingFault('users', faults);
  const { columns } = mapping;
  const name = mapping.table.split('.').map(dialect.quote).join('.');
  const [keyColumn, email, hashColumn] = [columns.key, columns.email, columns.passwordHash].map(dialect.quote);
  return {
    select: `select ${selected(dialect, mapping)} from ${name}`,
    columns: { key: dialect.quote(columns.key), username: dialect.quote(columns.username) },
    externallyManaged: columns.externallyManaged ?? null,
    enabled: columns.enabled ?? null,
    changePassword(judged, hash, on) {
      const noted = notedChange(dialect, mapping, on);
      return {
        sql: `update ${name} set ${hashColumn} = ?${noted.sql}
          where ${keyColumn} = ? and ${email} is not distinct from ? and ${hashColumn} is not distinct from ?`,
        values: [hash, ...noted.values, judged.key, judged.email, judged.passwordHash],
      };
    },
    mayBeKey: KEYS[mapping.keyType ?? 'text'],
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

function notedChange(dialect: Dialect, { columns: { passwordChangedAt } }: UsersTableMapping, on: Knex): Fragment {
  if (passwordChangedAt === undefined) return { sql: '', values: [] };
  const { column, as } = passwordChangedAt;
  const now = dialect.now(on);
  return {
    sql: `, ${dialect.quote(column)} = ?`,
    values: [as === 'milliseconds' ? now : dialect.timestamp(now, on)],
  };
}

/**
 * Asks the database whether it can do what the mapping says, before anybody's request does: whether table and columns are there, and
 * whether this user may change a password. EXPLAIN looks at both and changes nothing.
 */
export async function checkUsersTable({ read }: Connections, users: UsersTable): Promise<void> {
  const nobody = { key: null, email: null, passwordHash: null };
  const { sql, values } = users.changePassword(nobody, '', read);
  try {
    await rows(read, `${users.select} where 1 = 0`);
    await rows(read, `explain ${sql}`, values);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the mapping of the users table does not fit the database: ${reason}`, { cause });
  }
}
