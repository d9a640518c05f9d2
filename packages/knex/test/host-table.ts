import type { StoredUser, UserRow } from '@rekey/contracts';
import type { Instant, LookUp, PasswordHash } from '@rekey/domain/values';
import { OWN_USERS_TABLE, type SessionsTableMapping, type UsersTableMapping } from '../src/index.ts';

/** A users table as a host application sees it: in its own columns. */
export interface HostTable {
  readonly mapping: UsersTableMapping | undefined;
  readonly table: string;
  readonly key: string;
  readonly sessions: SessionsTableMapping;
  /** Other tables that hold a part of each user, by what they hold. */
  readonly parts?: Readonly<Partial<Record<'passwordHash' | 'email', HostPart>>>;
  /** Statements that make the table; none where Rekey's migrations do. */
  readonly ddl: Readonly<Record<'sqlite' | 'postgres' | 'mariadb', readonly string[]>>;
  columnsOf(change: Partial<UserRow>): Record<string, unknown>;
  rowOf(columns: Record<string, unknown>): StoredUser;
}

/** The same table with another look-up. */
export function foundBy({ mapping = OWN_USERS_TABLE }: HostTable, lookUp: LookUp | undefined) {
  return lookUp === undefined ? {} : { mapping: { ...mapping, lookUp } };
}

/** A table with a row for each user who has that part. */
export interface HostPart {
  readonly table: string;
  readonly user: string;
  readonly column: string;
  /** What stands in the row's other columns. */
  readonly others: Readonly<Record<string, unknown>>;
}

const yes = (told: unknown) => told === true || told === 1;

export const OWN: HostTable = {
  mapping: undefined,
  table: 'users',
  key: 'id',
  sessions: { table: 'sessions', user: { column: 'user_id' } },
  ddl: {
    sqlite: ['create table sessions (id integer primary key, user_id integer not null)'],
    postgres: ['create table sessions (id bigint generated always as identity, user_id bigint not null)'],
    mariadb: ['create table sessions (id bigint not null auto_increment primary key, user_id bigint not null)'],
  },
  columnsOf: (change) =>
    known({
      username: change.username,
      email: change.email,
      first_name: change.firstName,
      last_name: change.lastName,
      locale: change.locale,
      externally_managed: change.externallyManaged,
      enabled: change.enabled,
      password_hash: change.passwordHash,
    }),
  rowOf: (row) => ({
    username: row['username'] as string,
    email: row['email'] as string | null,
    firstName: row['first_name'] as string | null,
    lastName: row['last_name'] as string | null,
    locale: row['locale'] as string | null,
    externallyManaged: yes(row['externally_managed']),
    enabled: yes(row['enabled']),
    passwordHash: row['password_hash'] as PasswordHash | null,
    passwordChangedAt: row['password_changed_at'] === null ? null : (Number(row['password_changed_at']) as Instant),
  }),
};

/** Names that need quoting, a key that is no number, flags in words, a time that is no number, a collation that folds case. */
export const ODD: HostTable = {
  mapping: {
    table: 'Gäste "Buch"',
    keyType: 'uuid',
    columns: {
      key: 'select',
      username: 'Login Name',
      email: 'e-mail',
      passwordHash: 'pass`word',
      firstName: 'given name',
      lastName: 'family.name',
      locale: 'sprache',
      externallyManaged: { column: 'source', yes: ['ldap', 'saml'] },
      enabled: { column: 'locked', yes: [0, null] },
      passwordChangedAt: { column: 'changed', as: 'timestamp' },
    },
  },
  table: 'Gäste "Buch"',
  key: 'select',
  sessions: {
    table: 'Sitzungen',
    user: { column: 'wessen', holds: 'username' },
    end: { column: 'over at', as: 'timestamp' },
  },
  ddl: {
    sqlite: [
      'create table Sitzungen (wessen text collate nocase, "over at" text)',
      'create table "Gäste ""Buch""" (`select` text primary key default (lower(hex(randomblob(4))) || \'-0000-4000-8000-\' || lower(hex(randomblob(6)))),' +
        ' `Login Name` varchar(255) collate nocase not null, `e-mail` text, `pass``word` text, `given name` text,' +
        ' `family.name` text, sprache text, source text not null, locked integer, changed text)',
    ],
    postgres: [
      'create table "Sitzungen" (wessen varchar(255), "over at" timestamptz)',
      `create table "Gäste ""Buch""" ("select" uuid primary key default gen_random_uuid(), "Login Name" varchar(255) not null,
        "e-mail" text, "pass\`word" text, "given name" text, "family.name" text, sprache text, source text not null, locked smallint,
        changed timestamptz)`,
    ],
    mariadb: [
      'create table `Sitzungen` (wessen varchar(255), `over at` timestamp(6) null)',
      'create table `Gäste "Buch"` (`select` char(36) primary key default (uuid()), `Login Name` varchar(255) not null, `e-mail` text,' +
        ' `pass``word` text, `given name` text, `family.name` text, sprache text, source text not null, locked smallint,' +
        ' changed timestamp(6) null, index (`Login Name`))',
    ],
  },
  columnsOf: (change) =>
    known({
      'Login Name': change.username,
      'e-mail': change.email,
      'given name': change.firstName,
      'family.name': change.lastName,
      sprache: change.locale,
      source: change.externallyManaged === undefined ? undefined : change.externallyManaged ? 'saml' : 'local',
      locked: change.enabled === undefined ? undefined : change.enabled ? null : 1,
      'pass`word': change.passwordHash,
    }),
  rowOf: (row) => ({
    username: row['Login Name'] as string,
    email: row['e-mail'] as string | null,
    firstName: row['given name'] as string | null,
    lastName: row['family.name'] as string | null,
    locale: row['sprache'] as string | null,
    externallyManaged: row['source'] !== 'local',
    enabled: row['locked'] === null,
    passwordHash: row['pass`word'] as PasswordHash | null,
    passwordChangedAt: momentOf(row['changed']),
  }),
};

const REST = {
  usual: (change: Partial<UserRow>) => ({ login: change.username, given: change.firstName, family: change.lastName }),
  of: (row: Record<string, unknown>) => ({
    username: row['login'] as string,
    firstName: row['given'] as string | null,
    lastName: row['family'] as string | null,
  }),
};

/** Hashes in a table of their own, one among other rows of the same user, as better-auth keeps them. */
export const SPLIT: HostTable = {
  mapping: {
    table: 'person',
    keyType: 'integer',
    columns: {
      key: 'id',
      username: 'login',
      email: 'mail',
      firstName: 'given',
      lastName: 'family',
      locale: 'lang',
      externallyManaged: { column: 'source', no: ['local'] },
      enabled: { column: 'bannedAt', yes: [null] },
      passwordChangedAt: { column: 'changed', as: 'milliseconds' },
    },
    password: {
      table: 'Account',
      user: 'userId',
      column: 'password',
      where: { providerId: 'credential' },
      absent: 'allow',
    },
    alsoSetPassword: { updatedAt: 'now', stamp: 'random' },
  },
  table: 'person',
  key: 'id',
  sessions: { table: 'sessions', user: { column: 'user_id' } },
  parts: {
    passwordHash: { table: 'Account', user: 'userId', column: 'password', others: { providerId: 'credential' } },
  },
  ddl: {
    sqlite: [
      'create table sessions (user_id integer not null)',
      `create table person (id integer primary key autoincrement, login text not null, mail text, given text, family text, lang text,
         source text not null, "bannedAt" text, changed integer)`,
      'create table "Account" ("userId" integer not null, "providerId" text not null, password text, "updatedAt" text, stamp text)',
    ],
    postgres: [
      'create table sessions (user_id bigint not null)',
      `create table person (id bigint generated always as identity primary key, login text not null, mail text, given text, family text,
         lang text, source text not null, "bannedAt" timestamptz, changed bigint)`,
      'create table "Account" ("userId" bigint not null, "providerId" text not null, password text, "updatedAt" timestamptz, stamp text)',
      'create index on "Account" ("userId")',
    ],
    mariadb: [
      'create table sessions (user_id bigint not null)',
      `create table person (id bigint not null auto_increment primary key, login varchar(255) not null, mail varchar(255), given text,
         family text, lang text, source text not null, bannedAt datetime, changed bigint, index (login), index (mail))`,
      `create table Account (userId bigint not null, providerId varchar(64) not null, password text, updatedAt datetime(6), stamp text,
         index (userId))`,
    ],
  },
  columnsOf: (change) =>
    known({
      ...REST.usual(change),
      mail: change.email,
      lang: change.locale,
      source: change.externallyManaged === undefined ? undefined : change.externallyManaged ? 'github' : 'local',
      bannedAt: change.enabled === undefined ? undefined : change.enabled ? null : '2026-01-01',
    }),
  rowOf: (row) => ({
    ...REST.of(row),
    email: row['mail'] as string | null,
    locale: row['lang'] as string | null,
    externallyManaged: row['source'] !== 'local',
    enabled: row['bannedAt'] === null,
    passwordHash: (row['password'] ?? null) as PasswordHash | null,
    passwordChangedAt: row['changed'] === null ? null : (Number(row['changed']) as Instant),
  }),
};

/** Addresses in a table of their own, keys that are texts, and a schema with capitals where there are schemas. */
const MAILBOXES: HostTable = {
  mapping: {
    table: 'member',
    columns: {
      key: 'ref',
      username: 'login',
      passwordHash: 'secret',
      firstName: 'given',
      lastName: 'family',
      locale: 'lang',
      externallyManaged: { column: 'external', yes: [1] },
      enabled: { column: 'state', yes: ['active', 'trial'] },
      passwordChangedAt: { column: 'changed', as: 'timestamp', zone: 'UTC' },
    },
    mailbox: { table: 'address', user: 'owner', column: 'value', where: { main: 1, kind: 'mail' } },
    alsoSet: { attempts: 0, remember: null },
  },
  table: 'member',
  key: 'ref',
  sessions: { table: 'sessions', user: { column: 'whose', holds: 'username' } },
  parts: { email: { table: 'address', user: 'owner', column: 'value', others: { main: 1, kind: 'mail' } } },
  ddl: {
    sqlite: [
      'create table sessions (whose text not null)',
      `create table member (ref text primary key default (lower(hex(randomblob(8)))), login text not null, secret text, given text,
         family text, lang text, external integer not null, state text not null, changed text, attempts integer default 3, remember text default 'me')`,
      'create table address (owner text not null, value text, main integer not null, kind text not null)',
    ],
    postgres: [
      'create table sessions (whose text not null)',
      `create table member (ref varchar(40) primary key default gen_random_uuid()::text, login varchar(255) not null, secret varchar(255),
         given text, family text, lang text, external integer not null, state text not null, changed timestamp,
         attempts integer default 3, remember text default 'me')`,
      'create table address (owner varchar(40) not null, value text, main integer not null, kind text not null)',
      'create index on address (owner)',
    ],
    mariadb: [
      'create table sessions (whose varchar(255) not null)',
      `create table member (ref varchar(40) primary key default (uuid()), login varchar(255) not null, secret varchar(255),
         given text, family text, lang text, external integer not null, state varchar(20) not null, changed datetime(6),
         attempts integer default 3, remember text default 'me', index (login))`,
      `create table address (owner varchar(40) not null, value varchar(255), main integer not null, kind varchar(20) not null, index (owner),
         index (value))`,
    ],
  },
  columnsOf: (change) =>
    known({
      ...REST.usual(change),
      secret: change.passwordHash,
      lang: change.locale,
      external: change.externallyManaged === undefined ? undefined : change.externallyManaged ? 1 : 0,
      state: change.enabled === undefined ? undefined : change.enabled ? 'trial' : 'over',
    }),
  rowOf: (row) => ({
    ...REST.of(row),
    email: (row['value'] ?? null) as string | null,
    locale: row['lang'] as string | null,
    externallyManaged: row['external'] === 1,
    enabled: row['state'] === 'trial',
    passwordHash: row['secret'] as PasswordHash | null,
    passwordChangedAt: momentOf(row['changed']),
  }),
};

/** Both in tables of their own, deleted users that stay as rows, and names that fold by their column's own rule. */
const SCATTERED: HostTable = {
  ...SPLIT,
  mapping: {
    ...(SPLIT.mapping as UsersTableMapping),
    columns: { ...(SPLIT.mapping as UsersTableMapping).columns, email: 'mail' },
    mailbox: { table: 'address', user: 'owner', column: 'value' },
    gone: { column: 'deletedAt', yes: ['not null'] },
    alsoSet: { touched: 'now' },
  },
  parts: { ...SPLIT.parts, email: { table: 'address', user: 'owner', column: 'value', others: {} } },
  ddl: {
    sqlite: [
      ...SPLIT.ddl.sqlite,
      'alter table person add column "deletedAt" text',
      'alter table person add column touched text',
      'create table address (owner integer not null, value text)',
    ],
    postgres: [
      ...SPLIT.ddl.postgres,
      'alter table person add column "deletedAt" timestamptz, add column touched timestamp',
      'create table address (owner bigint not null, value text)',
      'create index on address (owner)',
    ],
    mariadb: [
      ...SPLIT.ddl.mariadb,
      'alter table person add column deletedAt datetime, add column touched datetime',
      'create table address (owner bigint not null, value varchar(255), index (owner), index (value))',
    ],
  },
  columnsOf: (change) => {
    const { mail: _, ...rest } = SPLIT.columnsOf(change);
    return rest;
  },
  rowOf: (row) => ({ ...SPLIT.rowOf(row), email: (row['value'] ?? null) as string | null }),
};

const { table: _table, ...SPLIT_USERS } = SPLIT.mapping as UsersTableMapping;
const { password: _password, alsoSetPassword: _set, ...WHOLE } = SPLIT_USERS;

/** A view with capitals, of a table in another schema where there are schemas: where nothing else fits, an operator makes one. */
const VIEWED: HostTable = {
  ...SPLIT,
  mapping: {
    ...WHOLE,
    table: 'Everybody',
    columns: { ...WHOLE.columns, passwordHash: 'Pass Word' },
    gone: { column: 'Is Gone', yes: [true] },
  },
  table: 'Everybody',
  parts: {},
  ddl: {
    sqlite: [
      'create table sessions (user_id integer not null)',
      `create table "Everybody" (id integer primary key autoincrement, login text not null, mail text, given text, family text, lang text,
         source text not null, "bannedAt" text, changed integer, "Pass Word" text, "Is Gone" boolean default false)`,
    ],
    postgres: [
      'create table sessions (user_id bigint not null)',
      'create schema "App"',
      `create table "App"."User" (id bigint generated always as identity primary key, login text not null, mail text, given text,
         family text, lang text, source text not null, "bannedAt" timestamptz, changed bigint, hash text, "isDeleted" boolean default false)`,
      'create index on "App"."User" (login)',
      `create view "Everybody" as select id, login, mail, given, family, lang, source, "bannedAt", changed, hash as "Pass Word",
         "isDeleted" as "Is Gone" from "App"."User"`,
    ],
    mariadb: [
      'create table sessions (user_id bigint not null)',
      `create table Everybody (id bigint not null auto_increment primary key, login varchar(255) not null, mail varchar(255), given text,
         family text, lang text, source text not null, bannedAt datetime, changed bigint, \`Pass Word\` text,
         \`Is Gone\` boolean default false, index (login), index (mail))`,
    ],
  },
  columnsOf: (change) => known({ ...SPLIT.columnsOf(change), 'Pass Word': change.passwordHash }),
  rowOf: (row) => ({ ...SPLIT.rowOf(row), passwordHash: row['Pass Word'] as PasswordHash | null }),
};

/** Shapes of tables beside Rekey's own. */
export const SHAPES = [
  ['with odd names, flags in words and keys that are no numbers', ODD],
  ['with hashes in another table', SPLIT],
  ['with addresses in another table', MAILBOXES],
  ['with both in other tables, and deleted users', SCATTERED],
  ['behind a view', VIEWED],
] as const;

function momentOf(changed: unknown): Instant | null {
  if (changed === null) return null;
  const date = changed instanceof Date ? changed : new Date(`${String(changed).replace(' ', 'T')}Z`);
  return date.getTime() as Instant;
}

function known(columns: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
