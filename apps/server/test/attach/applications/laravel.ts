import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** Laravel 11 with sessions in the database, its default. */
export const laravel: ApplicationFixture = {
  name: 'laravel',
  tables: [
    `create table migrations (id serial primary key, migration varchar(255) not null, batch integer not null)`,
    `create table users (id bigserial primary key, name varchar(255) not null, email varchar(255) not null unique,
       email_verified_at timestamp(0), password varchar(255) not null, remember_token varchar(100),
       created_at timestamp(0), updated_at timestamp(0))`,
    `create table password_reset_tokens (email varchar(255) primary key, token varchar(255) not null, created_at timestamp(0))`,
    `create table sessions (id varchar(255) primary key, user_id bigint, ip_address varchar(45), user_agent text,
       payload text not null, last_activity integer not null)`,
    `create index sessions_user_id_index on sessions (user_id)`,
  ],
  addJane: (hash) => [
    `insert into users (name, email, password, remember_token, created_at, updated_at)
       values ('Jane Doe', 'jane@example.com', ${literal(hash)}, 'remembered', now(), now())`,
    `insert into sessions values ('s1', 1, null, null, 'x', 0)`,
  ],
  hash: { format: 'bcrypt', prefix: '2y', cost: 12 },
  typed: 'jane@example.com',
  stored: 'select password as stored from users where remember_token is null',
  sessions: 'select count(*)::int as sessions from sessions',
};
