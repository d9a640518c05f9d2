import { createBatcher } from '@rekey/concurrency';
import { type LetterBox, networkOf, type ResetRequest } from '@rekey/domain';
import { type Connections, rows } from './connections.ts';
import { pendingRoom } from './pending-room.ts';

const ROWS_A_COMMIT = 400;

/**
 * Requests that come at the same time share one INSERT, which is one commit; each is answered when
 * its own row is durable. The statement is the same for every name, and reads nothing but the
 * number of pending letters, now and then.
 */
export function letterPosting(
  { write, read, dialect }: Connections,
  maxPending: number,
  maxWaiting: number,
): LetterBox['post'] {
  const room = pendingRoom(read, maxPending);
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
    const admitted = await room.admit(requests.map(({ address }) => networkOf(address)));
    const taken = requests.filter((_, index) => admitted[index]);
    if (taken.length > 0) await insert(taken);
    return admitted.map((isIn) => (isIn ? ('posted' as const) : ('full' as const)));
  }, queue);
}
