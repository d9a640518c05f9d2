import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** Directus 10 and 11. */
export const directus: ApplicationFixture = {
  name: 'directus',
  tables: [
    `create table directus_users (id uuid primary key, first_name varchar(50), last_name varchar(50), email varchar(128) unique,
       password varchar(255), location varchar(255), title varchar(50), description text, tags json, avatar uuid,
       language varchar(255), tfa_secret varchar(255), status varchar(16) not null default 'active', role uuid,
       token varchar(255) unique, last_access timestamptz, last_page varchar(255),
       provider varchar(128) not null default 'default', external_identifier varchar(255) unique, auth_data json,
       email_notifications boolean default true)`,
    `create table directus_sessions (token varchar(64) primary key, "user" uuid references directus_users (id) on delete cascade,
       expires timestamptz not null, ip varchar(255), user_agent text, share uuid, origin varchar(255), next_token varchar(64))`,
  ],
  addJane: (hash) => [
    `insert into directus_users (id, first_name, last_name, email, password)
       values ('6f1b1a52-6f4e-4b0f-9a3f-1d5f6b0c7e01', 'Jane', 'Doe', 'jane@example.com', ${literal(hash)})`,
    `insert into directus_users (id, email, provider, external_identifier)
       values ('6f1b1a52-6f4e-4b0f-9a3f-1d5f6b0c7e02', 'john@example.com', 'keycloak', 'john')`,
    `insert into directus_sessions (token, "user", expires)
       values ('s1', '6f1b1a52-6f4e-4b0f-9a3f-1d5f6b0c7e01', now() + interval '1 day')`,
  ],
  hash: { format: 'argon2id' },
  typed: 'jane@example.com',
  stored: `select password as stored from directus_users where email = 'jane@example.com'`,
  sessions: 'select count(*)::int as sessions from directus_sessions',
};
