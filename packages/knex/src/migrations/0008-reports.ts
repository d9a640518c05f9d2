import type { Migration } from './migration.ts';

/**
 * "This wasn't me": a token's row also remembers that it was reported, and a notice has a row of its own that was never live.
 * A letter says in which language it was asked for, and a notice what it is about; both may be told by nobody.
 */
export const reports: Migration = {
  name: '0008-reports',
  up: ({ bigint, text }) => [
    `alter table rekey_reset_tokens add column reported_at ${bigint}`,
    `alter table rekey_letters add column about ${text}`,
    `alter table rekey_letters add column locale ${text}`,
  ],
};

/** The language a user reads. Only where no users table is mapped. */
export const usersLocale: Migration = {
  name: '0008-users-locale',
  up: ({ text }) => [`alter table users add column locale ${text}`],
};
