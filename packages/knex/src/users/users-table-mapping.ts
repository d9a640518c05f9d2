import type { LookUp } from '@rekey/domain/values';

/** A value of a column, as JSON knows it. */
export type ColumnValue = string | number | boolean | null;

/**
 * A column that says yes or no in the host application's own words: `{ column: 'auth_source', yes: ['ldap', 'saml'] }`.
 *
 * `yes` lists the values that mean yes, or `no` those that mean no; every other value means the opposite, NULL included unless it is
 * listed. `'not null'` stands for any value at all.
 */
export interface FlagColumn {
  readonly column: string;
  readonly yes?: readonly ColumnValue[];
  readonly no?: readonly ColumnValue[];
}

/** A part of a user that stands in another table, at most one row for each user. */
export interface SplitColumn {
  readonly table: string;
  /** The column that holds the user's primary key. It should have an index. */
  readonly user: string;
  readonly column: string;
  /** Which of several rows of a user it is: `{ providerId: 'credential' }`. */
  readonly where?: Readonly<Record<string, ColumnValue>>;
}

/** Where the hash stands, and what becomes of a user who has none. */
export interface PasswordPlace extends Partial<SplitColumn> {
  /**
   * A user without a row, without a hash, or with one that the application marks as unusable (it begins with `!`):
   * `external` is managed elsewhere, `allow` may set a first password, in a row that is made if need be.
   * Default `external` in another table, `allow` in the users table itself.
   */
  readonly absent?: 'external' | 'allow';
}

/** What else changes with a password: `'now'` is the time, `'random'` 32 random characters, anything else is taken as it is. */
export type AlsoSet = Readonly<Record<string, ColumnValue>>;

/** A stored hash's format and its cost, as the hasher knows them. */
export interface HashMapping {
  readonly format: string;
  readonly [parameter: string]: unknown;
}

/** How a moment is kept: a number, or the database's own type. */
export interface MomentColumn {
  readonly column: string;
  readonly as: 'milliseconds' | 'timestamp';
  /**
   * For a `timestamp` in a column without a time zone: whose time it holds, as the database calls the zone (`UTC`, `Europe/Vienna`).
   * Default: the zone in which the database's own `now()` would write there.
   */
  readonly zone?: string;
}

/** Where the host application keeps its users. */
export interface UsersTableMapping {
  /** `users`, or with its schema `accounts.users`. A view serves, too, if it can be updated. */
  readonly table: string;
  /**
   * What keys look like, so that a key that cannot exist is "nobody" and not an error: `integer`, `uuid` or `text` (default).
   * Nobody must ever get the key of somebody who is gone: tokens belong to it.
   */
  readonly keyType?: 'integer' | 'uuid' | 'text';
  readonly columns: {
    /** The primary key. */
    readonly key: string;
    readonly username: string;
    /** May be absent where `mailbox` says where the address stands. */
    readonly email?: string;
    /** Absent where `password` names another table. */
    readonly passwordHash?: string;
    readonly firstName?: string;
    readonly lastName?: string;
    /** The language that the user reads, as a tag such as `de-AT`. Absent: mails are in the language of the request, or the default. */
    readonly locale?: string;
    /** Absent: nobody is managed elsewhere. */
    readonly externallyManaged?: FlagColumn;
    /** Absent: everybody is enabled. */
    readonly enabled?: FlagColumn;
    /** Where a change of password is noted, so that the host application can end older sessions. */
    readonly passwordChangedAt?: MomentColumn;
  };
  readonly lookUp?: LookUp;
  /** The format that the host application's sign-in reads. Default argon2id. */
  readonly hash?: HashMapping;
  readonly password?: PasswordPlace;
  readonly mailbox?: SplitColumn;
  /** These users are nobody. */
  readonly gone?: FlagColumn;
  /** Columns of the users table that change with the password. */
  readonly alsoSet?: AlsoSet;
  /** Columns of the row that holds the hash, where that is another table. */
  readonly alsoSetPassword?: AlsoSet;
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
