import type { Migration } from './migration.ts';

/**
 * Letters are taken in before they are claimed. `place` is the round in which a letter is served;
 * it is null until the courier has taken it in, and again once it is postponed. `network` is where
 * a request came from, so that no network fills the rounds.
 *
 * The condition or the order of each index is one that only its own query has, as in
 * `0001-letters`. `attempts >= 0` is always true. Letters that couriers left behind are found apart
 * from those that couriers may have died of (`isSuspect`): neither wades through the other.
 */
export const letterQueue: Migration = {
  name: '0009-letter-queue',
  up: ({ bigint, text }) => [
    `alter table rekey_letters add column place ${bigint}`,
    `alter table rekey_letters add column network ${text}`,
    `create index rekey_letters_arrived on rekey_letters (due_at, id)
      where state = 'pending' and place is null and lease_until is null`,
    `create index rekey_letters_queue on rekey_letters (place, id)
      where state = 'pending' and place is not null and lease_until is null and attempts >= 0`,
    `create index rekey_letters_networks on rekey_letters (network, place)
      where state = 'pending' and place is not null and lease_until is null and network is not null`,
    `drop index rekey_letters_held`,
    `create index rekey_letters_stranded on rekey_letters (coalesce(lease_until, 0), id)
      where state = 'pending' and lease_until is not null and lapses < 1`,
    `create index rekey_letters_suspect on rekey_letters (coalesce(lease_until, 0), id)
      where state = 'pending' and lease_until is not null and lapses >= 1`,
  ],
};
