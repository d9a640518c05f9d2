import type { Knex } from 'knex';

/** So many letters wait, for so many names, and have waited for two minutes at least. */
export interface Backlog {
  readonly pending: number;
  readonly names: number;
}

export const BACKLOGS: readonly Backlog[] = [
  { pending: 7_500, names: 1 },
  { pending: 30_000, names: 1 },
  { pending: 30_000, names: 40 },
  { pending: 30_000, names: 30_000 },
];

const TWO_MINUTES = 120_000;

/** As requests leave them while the courier is away; a clock that asks once a millisecond. */
export async function fillWith(write: Knex, { pending, names }: Backlog, state = 'pending'): Promise<void> {
  const began = Date.now() - TWO_MINUTES - pending;
  await write.raw(
    `insert into rekey_letters
       (kind, submitted_name, name_key, client_address, network, requested_at, asked_at, due_at, state)
     select 'reset', name, name, address, address, at, at, at, ? from (
       with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ?)
       select concat('user ', i % ?) as name, concat('192.0.2.', i % 6) as address, ${began} + i as at from numbers) as asked`,
    [state, pending, names],
  );
}
