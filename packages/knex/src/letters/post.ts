import { createBatcher } from '@rekey/concurrency';
import type { LetterBox } from '@rekey/domain/ports';
import { type Notice, networkOf, type ResetRequest } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { type Connections, rows } from '../connections.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { letterCapacity } from './capacity.ts';

const ROWS_A_COMMIT = 400;

/**
 * Requests that come at the same time share one INSERT, which is one commit; each is answered when
 * its own row is durable. The statement is the same for every name, and reads nothing but the
 * number of pending letters, now and then.
 */
export function postRequests(
  { write, read, dialect }: Connections,
  maxPending: number,
  maxWaiting: number,
): LetterBox['post'] {
  const capacity = letterCapacity(read, maxPending);
  const queue = { resource: 'the letter box', maxBatch: ROWS_A_COMMIT, maxWaiting, schedule: setImmediate };

  const insert = async (requests: readonly ResetRequest[]): Promise<void> => {
    const sorted = [...requests].sort((one, other) => (one.nameKey < other.nameKey ? -1 : 1));
    const lists = dialect.rowsOf({
      submitted_name: sorted.map(({ submittedName }) => submittedName),
      name_key: sorted.map(({ nameKey }) => nameKey),
      client_address: sorted.map(({ address }) => address),
      network: sorted.map(({ address }) => networkOf(address)),
      locale: sorted.map(({ locale }) => locale ?? null),
    });
    await rows(
      write,
      `insert into rekey_letters (kind, submitted_name, name_key, client_address, network, locale, requested_at, asked_at, due_at)
       select 'reset', submitted_name, name_key, client_address, network, locale, clock.now, clock.now, clock.now
       from (select ? as now) as clock cross join ${lists.sql}`,
      [dialect.now(write), ...lists.values],
    );
  };

  return createBatcher(async (requests: readonly ResetRequest[]) => {
    const admitted = await capacity.admit(requests.map(({ address }) => networkOf(address)));
    const taken = requests.filter((_, index) => admitted[index]);
    if (taken.length > 0) await insert(taken);
    return admitted.map((isIn) => (isIn ? ('posted' as const) : ('full' as const)));
  }, queue);
}

/** Queues a notice in the transaction that it tells of. A full box takes it, too. */
export async function postNotice(on: Knex, dialect: Dialect, notice: Notice): Promise<void> {
  const { about, username, nameKey, userKey, to, locale = null } = notice;
  await rows(
    on,
    `insert into rekey_letters
       (kind, about, submitted_name, name_key, user_key, to_address, locale, requested_at, asked_at, due_at)
     select 'notice', ?, ?, ?, ?, ?, ?, clock.now, clock.now, clock.now from (select ? as now) as clock`,
    [about, username, nameKey, userKey, to, locale, dialect.now(on)],
  );
}
