import { type ApplicationFixture, literal } from '../application-fixture.ts';

const JANE = '0b8d5a0e-3f3d-4d7f-8f0b-2b1f5a6c9d01';

/** Supabase Auth (GoTrue): a schema of its own. */
export const supabase: ApplicationFixture = {
  name: 'supabase',
  tables: [
    'create schema auth',
    `create table auth.users (instance_id uuid, id uuid primary key, aud varchar(255), role varchar(255), email varchar(255),
       encrypted_password varchar(255), email_confirmed_at timestamptz, recovery_token varchar(255),
       recovery_sent_at timestamptz, last_sign_in_at timestamptz, raw_app_meta_data jsonb, raw_user_meta_data jsonb,
       is_super_admin boolean, created_at timestamptz, updated_at timestamptz, phone text unique default null,
       banned_until timestamptz, is_sso_user boolean not null default false, deleted_at timestamptz,
       is_anonymous boolean not null default false)`,
    `create unique index users_email_partial_key on auth.users (email) where (is_sso_user = false)`,
    `create index users_instance_id_email_idx on auth.users (instance_id, lower((email)::text))`,
    `create table auth.identities (id uuid primary key, provider_id text not null,
       user_id uuid not null references auth.users (id) on delete cascade, identity_data jsonb not null, provider text not null)`,
    `create table auth.sessions (id uuid primary key, user_id uuid not null references auth.users (id) on delete cascade,
       created_at timestamptz, updated_at timestamptz)`,
    `create index sessions_user_id_idx on auth.sessions (user_id)`,
    `create table auth.refresh_tokens (id bigserial primary key, token varchar(255), user_id varchar(255), revoked boolean,
       session_id uuid references auth.sessions (id) on delete cascade)`,
  ],
  addJane: (hash) => [
    `insert into auth.users (id, email, encrypted_password, created_at, updated_at)
       values ('${JANE}', 'jane@example.com', ${literal(hash)}, now(), now())`,
    `insert into auth.sessions (id, user_id) values ('0b8d5a0e-3f3d-4d7f-8f0b-2b1f5a6c9d02', '${JANE}')`,
    `insert into auth.refresh_tokens (token, user_id, session_id)
       values ('r1', '${JANE}', '0b8d5a0e-3f3d-4d7f-8f0b-2b1f5a6c9d02')`,
  ],
  hash: { format: 'bcrypt', prefix: '2a', cost: 10 },
  typed: 'jane@example.com',
  stored: 'select encrypted_password as stored from auth.users',
  sessions:
    'select (select count(*) from auth.sessions)::int + (select count(*) from auth.refresh_tokens)::int as sessions',
};
