import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** Phoenix 1.7 with `mix phx.gen.auth`: citext for addresses. */
export const phoenix: ApplicationFixture = {
  name: 'phoenix',
  tables: [
    `create extension if not exists citext`,
    `create table schema_migrations (version bigint primary key, inserted_at timestamp(0))`,
    `create table users (id bigserial primary key, email citext not null, hashed_password varchar(255) not null,
       confirmed_at timestamp(0), inserted_at timestamp(0) not null, updated_at timestamp(0) not null)`,
    `create unique index users_email_index on users (email)`,
    `create table users_tokens (id bigserial primary key, user_id bigint not null references users (id) on delete cascade,
       token bytea not null, context varchar(255) not null, sent_to varchar(255), inserted_at timestamp(0) not null)`,
    `create index users_tokens_user_id_index on users_tokens (user_id)`,
    `create unique index users_tokens_context_token_index on users_tokens (context, token)`,
  ],
  addJane: (hash) => [
    `insert into users (email, hashed_password, inserted_at, updated_at)
       values ('jane@example.com', ${literal(hash)}, now(), now())`,
    `insert into users_tokens (user_id, token, context, inserted_at) values (1, '\\x01', 'session', now())`,
  ],
  hash: { format: 'bcrypt', prefix: '2b', cost: 12 },
  typed: 'JANE@EXAMPLE.COM',
  stored: 'select hashed_password as stored from users',
  sessions: 'select count(*)::int as sessions from users_tokens',
};
