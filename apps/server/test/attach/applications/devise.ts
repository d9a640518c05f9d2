import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** Rails 7 with Devise: database_authenticatable, recoverable, rememberable, lockable. */
export const devise: ApplicationFixture = {
  name: 'devise',
  tables: [
    `create table schema_migrations (version varchar primary key)`,
    `create table ar_internal_metadata (key varchar primary key, value varchar, created_at timestamp(6) not null,
       updated_at timestamp(6) not null)`,
    `create table users (id bigserial primary key, email varchar not null default '', encrypted_password varchar not null default '',
       reset_password_token varchar, reset_password_sent_at timestamp(6), remember_created_at timestamp(6),
       failed_attempts integer not null default 0, unlock_token varchar, locked_at timestamp(6),
       created_at timestamp(6) not null, updated_at timestamp(6) not null)`,
    `create unique index index_users_on_email on users (email)`,
    `create unique index index_users_on_reset_password_token on users (reset_password_token)`,
  ],
  addJane: (hash) => [
    `insert into users (email, encrypted_password, failed_attempts, locked_at, created_at, updated_at)
       values ('jane@example.com', ${literal(hash)}, 20, now(), now(), now())`,
  ],
  hash: { format: 'bcrypt', prefix: '2a', cost: 12 },
  typed: 'Jane@example.com',
  stored: 'select encrypted_password as stored from users where failed_attempts = 0 and locked_at is null',
};
