import type { Dialect, Fragment } from '../dialect/dialect.ts';
import { MappingFault } from '../mapping-fault.ts';
import { type MappedWords, mappedWords } from './mapped-words.ts';
import { faultsOf } from './mapping-faults.ts';
import { type PasswordWrite, passwordWrite } from './password-write.ts';
import { OWN_USERS_TABLE, type UsersTableMapping } from './users-table-mapping.ts';

/** A mapping in the words of one database. */
export interface UsersTable {
  readonly dialect: Dialect;
  readonly mapping: UsersTableMapping;
  /** Users that fit a condition, in the order of their keys; columns called as `user-record.ts` expects them. */
  select(condition: Fragment): Fragment;
  /**
   * Statements that lock these users until the transaction ends: their rows, then those that hold their hashes. Empty where the
   * database has no locks on rows. Where `select` itself can lock, there is one, and it is that one.
   */
  hold(condition: Fragment): { readonly locks: readonly Fragment[]; readonly select: Fragment };
  /** The condition on those who may be meant by these names; `whoIsMeant` says who is. */
  named(names: readonly string[]): Fragment;
  /** How many names mean more than one person, gone ones included, as `shared`; it reads the whole table. */
  readonly sharedNames: Fragment;
  /** The condition on the one with this key. */
  keyed(key: string | null): Fragment;
  /** The condition on those who have no row for a password; `null` where the hash stands in the users table. */
  readonly withoutPasswordRow: Fragment | null;
  /** The statements that give a user another hash. */
  readonly write: PasswordWrite;
  /** False for a text that no key of this table can be: nobody, and not an error of the database. */
  mayBeKey(key: string): boolean;
  /** False for a text that no database keeps; PostgreSQL would refuse it, and with it everybody who shares its query. */
  mayBeName(name: string): boolean;
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
  const { columns, password, mailbox } = mapping;
  const words = mappedWords(dialect, mapping);
  const order = `order by ${words.key}`;
  const selectFrom = `select ${selected(dialect, words, mapping)} from ${words.from}`;
  const select = ({ sql, values }: Fragment): Fragment => ({
    sql: `${selectFrom} where ${sql} ${order}`,
    values: [...words.joined, ...values],
  });
  const isSplit = words.passwordTable !== null || mailbox !== undefined;
  return {
    dialect,
    mapping,
    select,
    hold(condition) {
      const { sql, values } = condition;
      if (dialect.hold === '') return { locks: [], select: select(condition) };
      if (!isSplit)
        return { locks: [], select: { sql: `${selectFrom} where ${sql} ${order} ${dialect.hold}`, values } };
      const users = { sql: `select 1 from ${words.users} u where ${sql} ${order} ${dialect.hold}`, values };
      return { locks: [users, ...passwordLocks(dialect, words, password, condition)], select: select(condition) };
    },
    named: (names) => namedCondition(dialect, words, mapping, names),
    sharedNames: sharedNames(dialect, words, mapping),
    keyed: (key) => ({ sql: `${words.key} = ?`, values: [key] }),
    withoutPasswordRow:
      words.passwordTable === null ? null : { sql: `${words.passwordTable.user} is null`, values: [] },
    write: passwordWrite(dialect, words, mapping),
    mayBeKey: KEYS[mapping.keyType ?? 'text'],
    mayBeName: (name) => columns.username !== '' && !UNSTORABLE.test(name),
  };
}

/** Keys and texts are cast, whatever the column's type: an integer beyond 2^53, a uuid, citext. */
function selected({ types }: Dialect, words: MappedWords, { columns, gone }: UsersTableMapping): string {
  const text = (expression: string | null, as: string) =>
    expression === null ? `null as ${as}` : `cast(${expression} as ${types.text}) as ${as}`;
  const own = (column: string | undefined) => (column === undefined ? null : words.column(column));
  const flag = (column: string | undefined, as: string) => `${own(column) ?? 'null'} as ${as}`;
  return [
    text(words.key, 'user_key'),
    text(words.username, 'username'),
    text(words.email, 'email'),
    text(words.passwordHash, 'password_hash'),
    text(words.passwordTable?.user ?? words.key, 'password_user'),
    text(own(columns.firstName), 'first_name'),
    text(own(columns.lastName), 'last_name'),
    text(own(columns.locale), 'locale'),
    flag(columns.externallyManaged?.column, 'externally_managed'),
    flag(columns.enabled?.column, 'enabled'),
    flag(gone?.column, 'gone'),
  ].join(', ');
}

/** Rows of the other table, locked after their users, and before they are read: what is read is then what stands. */
function passwordLocks(
  dialect: Dialect,
  words: MappedWords,
  password: UsersTableMapping['password'],
  { sql, values }: Fragment,
): readonly Fragment[] {
  const table = words.passwordTable;
  if (table === null || password === undefined) return [];
  const owners = `select ${words.key} from ${words.users} u where ${sql}`;
  return [
    {
      sql: `select 1 from ${table.table} p where ${dialect.isAmong(table.user, owners)}${table.where.sql}
        order by ${table.user} ${dialect.hold}`,
      values: [...values, ...table.where.values],
    },
  ];
}

function sharedNames(dialect: Dialect, words: MappedWords, { lookUp = {} }: UsersTableMapping): Fragment {
  const { by = 'username' } = lookUp;
  const { mailboxTable } = words;
  const byName = { column: words.username, from: `${words.users} u`, where: { sql: '', values: [] } };
  const byAddress =
    mailboxTable === null
      ? { ...byName, column: words.email }
      : { column: words.email, from: `${mailboxTable.table} m`, where: mailboxTable.where };
  const places = { username: [byName], email: [byAddress], either: [byName, byAddress] }[by];
  const compared = (column: string) => dialect.compared(column, lookUp.case ?? 'exact');
  const shared = places.map(
    ({ column, from, where }) =>
      `select 1 from ${from} where cast(${column} as ${dialect.types.text}) <> ''${where.sql} group by ${compared(column)} having count(*) > 1`,
  );
  return {
    sql: `select count(*) as shared from (${shared.join(' union all ')}) as names`,
    values: places.flatMap(({ where }) => [...where.values]),
  };
}

function namedCondition(
  dialect: Dialect,
  words: MappedWords,
  { lookUp = {} }: UsersTableMapping,
  names: readonly string[],
): Fragment {
  const { by = 'username' } = lookUp;
  const compare = lookUp.case === 'ignored' ? dialect.isOneOfIgnoringCase : dialect.isOneOf;
  const byName = compare(words.username, names);
  const { mailboxTable } = words;
  const byAddress = compare(words.email, names);
  const keysByName = { sql: `select ${words.key} from ${words.users} u where ${byName.sql}`, values: byName.values };
  const keysByAddress =
    mailboxTable === null
      ? { sql: `select ${words.key} from ${words.users} u where ${byAddress.sql}`, values: byAddress.values }
      : {
          sql: `select ${mailboxTable.user} from ${mailboxTable.table} m where ${byAddress.sql}${mailboxTable.where.sql}`,
          values: [...byAddress.values, ...mailboxTable.where.values],
        };
  // Each by its own index, and the rows by their keys: an OR, or the order of keys, would have
  // PostgreSQL read the whole table where it has no statistics.
  const halves = { username: [keysByName], email: [keysByAddress], either: [keysByName, keysByAddress] }[by];
  return {
    sql: dialect.isAmong(words.key, halves.map(({ sql }) => sql).join(' union ')),
    values: halves.flatMap(({ values }) => values),
  };
}
