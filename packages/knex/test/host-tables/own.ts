import type { Instant, PasswordHash } from '@rekey/domain/values';
import { type HostTable, known } from './host-table.ts';

const yes = (told: unknown) => told === true || told === 1;

/** Rekey's own table. */
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
