import type { Migration } from './migration.ts';

/** One row at most: a courier's word that its claims fail. In quiet times nothing is written. */
export const claimAlarm: Migration = {
  name: '0011-claim-alarm',
  up: ({ bigint }) => [
    `create table rekey_claim_alarm (
      id integer primary key check (id = 1),
      since ${bigint} not null,
      at ${bigint} not null
    )`,
  ],
};
