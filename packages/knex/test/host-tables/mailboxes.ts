import type { PasswordHash } from '@rekey/domain/values';
import { type HostTable, known, momentOf } from './host-table.ts';
import { REST } from './usual-columns.ts';

/** Addresses in a table of their own, keys that are texts, and a schema with capitals where there are schemas. */
export const MAILBOXES: HostTable = {
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
