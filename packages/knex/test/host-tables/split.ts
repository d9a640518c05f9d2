import type { Instant, PasswordHash } from '@rekey/domain/values';
import { type HostTable, known } from './host-table.ts';
import { REST } from './usual-columns.ts';

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
