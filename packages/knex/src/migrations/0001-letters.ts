import type { Migration } from './migration.ts';

/**
 * The indexes leave out what is settled, so that posting, claiming and folding cost the same whatever the history.
 * Each has a condition or an order that only its own query has: PostgreSQL, misled by statistics from another hour, took
 * the one for the other, and a flood of requests for one name made a claim last 38 s. `due_at >= 0` is always true.
 */
export const letters: Migration = {
  name: '0001-letters',
  up: ({ identity, bigint, text, busyTable }) => [
    `create table rekey_letters (
      id ${identity},
      kind ${text} not null check (kind in ('reset', 'notice')),
      submitted_name ${text} not null,
      name_key ${text} not null,
      user_key ${text},
      client_address ${text},
      to_address ${text},
      requested_at ${bigint} not null,
      asked_at ${bigint} not null,
      due_at ${bigint} not null,
      state ${text} not null default 'pending' check (state in ('pending', 'sent', 'skipped', 'dead')),
      reason ${text},
      attempts integer not null default 0,
      doubts integer not null default 0,
      fence ${bigint} not null default 0,
      lease_until ${bigint},
      handed_over_at ${bigint},
      sent_at ${bigint},
      settled_at ${bigint},
      last_error ${text}
    ) ${busyTable}`,
    `create index rekey_letters_due on rekey_letters (due_at, id) where state = 'pending' and due_at >= 0`,
    `create index rekey_letters_waiting on rekey_letters (submitted_name, requested_at, id)
      where state = 'pending' and kind = 'reset'`,
    `create index rekey_letters_handed_over on rekey_letters (user_key, handed_over_at)
      where kind = 'reset' and handed_over_at is not null`,
    `create index rekey_letters_dead on rekey_letters (id) where state = 'dead'`,
  ],
};
