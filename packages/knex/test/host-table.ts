import type { StoredUser, UserRow } from '@rekey/contracts';
import type { Instant, PasswordHash } from '@rekey/domain';
import type { SessionsTableMapping, UsersTableMapping } from '../src/index.ts';

/** A users table as a host application sees it: in its own columns. */
export interface HostTable {
  readonly mapping: UsersTableMapping | undefined;
  readonly table: string;
  readonly key: string;
  readonly sessions: SessionsTableMapping;
  /** Statements that make the table; none where Rekey's migrations do. */
  readonly ddl: Readonly<Record<'sqlite' | 'postgres', readonly string[]>>;
  columnsOf(change: Partial<UserRow>): Record<string, unknown>;
  rowOf(columns: Record<string, unknown>): StoredUser;
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

function momentOf(changed: unknown): Instant | null {
  if (changed === null) return null;
  const date = changed instanceof Date ? changed : new Date(`${String(changed).replace(' ', 'T')}Z`);
  return date.getTime() as Instant;
}

function known(columns: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
