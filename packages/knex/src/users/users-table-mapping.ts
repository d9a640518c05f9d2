/** A column that says yes or no in the host application's own words: `{ column: 'auth_source', yes: ['ldap', 'saml'] }`. */
export interface FlagColumn {
  readonly column: string;
  /** The values that mean yes; every other value, NULL included unless it is listed, means no. */
  readonly yes: readonly (string | number | boolean | null)[];
}

/** Where the host application keeps its users. */
export interface UsersTableMapping {
  /** `users`, or with its schema `accounts.users`. */
  readonly table: string;
  /**
   * What keys look like, so that a key that cannot exist is "nobody" and not an error: `integer`, `uuid` or `text` (default).
   * Nobody must ever get the key of somebody who is gone: tokens belong to it.
   */
  readonly keyType?: 'integer' | 'uuid' | 'text';
  readonly columns: {
    /** The primary key. */
    readonly key: string;
    /** Unique, and compared exactly, whatever the column's collation. */
    readonly username: string;
    readonly email: string;
    readonly passwordHash: string;
    readonly firstName?: string;
    readonly lastName?: string;
    /** The language that the user reads, as a tag such as `de-AT`. Absent: mails are in the language of the request, or the default. */
    readonly locale?: string;
    /** Absent: nobody is managed elsewhere. */
    readonly externallyManaged?: FlagColumn;
    /** Absent: everybody is enabled. */
    readonly enabled?: FlagColumn;
    /** Where a change of password is noted, so that the host application can end older sessions. */
    readonly passwordChangedAt?: { readonly column: string; readonly as: 'milliseconds' | 'timestamp' };
  };
}

/** The table that Rekey keeps where there is none to map. */
export const OWN_USERS_TABLE: UsersTableMapping = {
  table: 'users',
  keyType: 'integer',
  columns: {
    key: 'id',
    username: 'username',
    email: 'email',
    passwordHash: 'password_hash',
    firstName: 'first_name',
    lastName: 'last_name',
    locale: 'locale',
    externallyManaged: { column: 'externally_managed', yes: [true] },
    enabled: { column: 'enabled', yes: [true] },
    passwordChangedAt: { column: 'password_changed_at', as: 'milliseconds' },
  },
};

const REQUIRED = ['key', 'username', 'email', 'passwordHash'] as const;
const OPTIONAL = ['firstName', 'lastName', 'locale'] as const;
const FLAGS = ['externallyManaged', 'enabled'] as const;
const KEY_TYPES: readonly unknown[] = ['integer', 'uuid', 'text', undefined];

/** All that is wrong with a mapping, one fault a line; empty when it can be used. It may come from a file, so types prove nothing. */
export function faultsOf(mapping: UsersTableMapping): readonly string[] {
  const { table, columns, keyType } = mapping;
  if (typeof columns !== 'object' || columns === null) return ['columns: name the columns of the users table'];
  const named = (where: string, name: unknown) => (isName(name) ? [] : [`${where}: a column name is wanted`]);
  const flags = FLAGS.flatMap((name) => faultsOfFlag(name, columns[name]));
  const changedAt = columns.passwordChangedAt;
  return [
    ...(isTableName(table) ? [] : ['table: a table name is wanted, with or without schema']),
    ...(KEY_TYPES.includes(keyType) ? [] : ['keyType: integer, uuid or text is wanted']),
    ...REQUIRED.flatMap((name) => named(`columns.${name}`, columns[name])),
    ...OPTIONAL.flatMap((name) => (columns[name] === undefined ? [] : named(`columns.${name}`, columns[name]))),
    ...flags,
    ...(changedAt === undefined ? [] : named('columns.passwordChangedAt.column', changedAt.column)),
    ...(changedAt === undefined || ['milliseconds', 'timestamp'].includes(changedAt.as)
      ? []
      : ['columns.passwordChangedAt.as: milliseconds or timestamp is wanted']),
  ];
}

function faultsOfFlag(name: string, flag: FlagColumn | undefined): readonly string[] {
  if (flag === undefined) return [];
  return [
    ...(isName(flag.column) ? [] : [`columns.${name}.column: a column name is wanted`]),
    ...(Array.isArray(flag.yes) && flag.yes.length > 0 ? [] : [`columns.${name}.yes: list the values that mean yes`]),
  ];
}

export function isTableName(name: unknown): name is string {
  return isName(name) && name.split('.').every(isName);
}

/** Anything the databases take, quotes and blanks included, but a question mark, which Knex takes for a value's place. */
export function isName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== '' && !/[\0?]/.test(name);
}
