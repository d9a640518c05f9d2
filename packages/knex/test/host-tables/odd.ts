import type { PasswordHash } from '@rekey/domain/values';
import { type HostTable, known, momentOf } from './host-table.ts';

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
