import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** Parse Server on PostgreSQL: names with capitals and underscores, sessions that name their user by its key. */
export const parseServer: ApplicationFixture = {
  name: 'parse-server',
  tables: [
    `create table "_User" ("objectId" text primary key, "createdAt" timestamptz, "updatedAt" timestamptz, username text,
       email text, "emailVerified" boolean, "authData" jsonb, _rperm text[], _wperm text[], _hashed_password text,
       _email_verify_token text, _email_verify_token_expires_at timestamptz, _account_lockout_expires_at timestamptz,
       _failed_login_count double precision, _perishable_token text, _perishable_token_expires_at timestamptz,
       _password_history jsonb, _password_changed_at timestamptz)`,
    `create unique index "_User_unique_username" on "_User" (username)`,
    `create index case_insensitive_username on "_User" (lower(username) varchar_pattern_ops)`,
    `create table "_Session" ("objectId" text primary key, "createdAt" timestamptz, "updatedAt" timestamptz, restricted boolean,
       "user" text, "installationId" text, "sessionToken" text, "expiresAt" timestamptz, "createdWith" jsonb,
       _rperm text[], _wperm text[])`,
  ],
  addJane: (hash) => [
    `insert into "_User" ("objectId", username, email, _hashed_password, _perishable_token)
       values ('u1', 'jane', 'jane@example.com', ${literal(hash)}, 'perishable')`,
    `insert into "_Session" ("objectId", "user", "sessionToken") values ('s1', 'u1', 'r:t1')`,
  ],
  hash: { format: 'bcrypt', prefix: '2b', cost: 10 },
  typed: 'Jane',
  stored: 'select _hashed_password as stored from "_User" where _perishable_token is null',
  sessions: 'select count(*)::int as sessions from "_Session"',
};
