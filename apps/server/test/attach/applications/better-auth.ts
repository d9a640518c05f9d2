import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** better-auth 1.x with its own Kysely adapter: camel case, keys that it makes itself. */
export const betterAuth: ApplicationFixture = {
  name: 'better-auth',
  tables: [
    `create table "user" (id text primary key, name text not null, email text not null unique,
       "emailVerified" boolean not null, image text, "createdAt" timestamptz not null, "updatedAt" timestamptz not null)`,
    `create table session (id text primary key, "expiresAt" timestamptz not null, token text not null unique,
       "createdAt" timestamptz not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text,
       "userId" text not null references "user" (id) on delete cascade)`,
    `create index "session_userId_idx" on session ("userId")`,
    `create table account (id text primary key, "accountId" text not null, "providerId" text not null,
       "userId" text not null references "user" (id) on delete cascade, "accessToken" text, "refreshToken" text,
       "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, scope text,
       password text, "createdAt" timestamptz not null, "updatedAt" timestamptz not null)`,
    `create index "account_userId_idx" on account ("userId")`,
    `create table verification (id text primary key, identifier text not null, value text not null,
       "expiresAt" timestamptz not null)`,
  ],
  addJane: (hash) => [
    `insert into "user" values ('u1', 'Jane Doe', 'jane@example.com', true, null, now(), now())`,
    `insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       values ('a1', 'u1', 'credential', 'u1', ${literal(hash)}, now(), now()),
              ('a2', '4711', 'github', 'u1', null, now(), now())`,
    `insert into session (id, "expiresAt", token, "createdAt", "updatedAt", "userId")
       values ('s1', now() + interval '1 day', 't1', now(), now(), 'u1')`,
  ],
  hash: { format: 'better-auth' },
  typed: 'JANE@example.com',
  stored: `select password as stored from account where "providerId" = 'credential'`,
  sessions: `select count(*)::int as sessions from session where "userId" = 'u1'`,
};
