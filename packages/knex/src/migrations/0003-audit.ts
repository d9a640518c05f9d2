import type { Migration } from './migration.ts';

export const audit: Migration = {
  name: '0003-audit',
  up: ({ identity, bigint, text }) => [
    `create table rekey_audit (
      id ${identity},
      at ${bigint} not null,
      kind ${text} not null,
      user_key ${text},
      username ${text},
      client_address ${text},
      letter_id ${bigint},
      tokens integer
    )`,
  ],
};
