import type { Migration } from './migration.ts';

/** Only where no users table is mapped. */
export const ownUsers: Migration = {
  name: '0004-users',
  up: ({ identity, bigint, boolean, text }) => [
    `create table users (
      id ${identity},
      username ${text} not null unique,
      email ${text},
      first_name ${text},
      last_name ${text},
      password_hash ${text},
      externally_managed ${boolean(false)},
      enabled ${boolean(true)},
      password_changed_at ${bigint}
    )`,
  ],
};
