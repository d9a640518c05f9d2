import type { PasswordHash } from '@rekey/domain/values';
import type { UsersTableMapping } from '../../src/index.ts';
import { type HostTable, known } from './host-table.ts';
import { SPLIT } from './split.ts';

const { table: _table, ...SPLIT_USERS } = SPLIT.mapping as UsersTableMapping;
const { password: _password, alsoSetPassword: _set, ...WHOLE } = SPLIT_USERS;

/** A view with capitals, of a table in another schema where there are schemas: where nothing else fits, an operator makes one. */
export const VIEWED: HostTable = {
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
