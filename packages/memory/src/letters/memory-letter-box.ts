import { createSemaphore } from '@rekey/concurrency';
import { createLetterBoxShares, type LetterBox } from '@rekey/domain/ports';
import { type LetterFilter, type LetterView, nameKeyOf, networkOf } from '@rekey/domain/values';
import type { Committed, MemoryDatabase } from '../memory-database.ts';
import { claimLetters } from './claim.ts';
import { newRow, viewOf } from './letter-row.ts';

interface BoxBounds {
  /** Letters that may be pending. */
  readonly maxPending: number;
  /** Requests that may wait to be kept. */
  readonly maxWaiting: number;
}

/**
 * A `LetterBox` over shared memory. Nothing survives the process: what `post` acknowledged lives as
 * long as that.
 */
export function memoryLetterBox(database: MemoryDatabase, { maxPending, maxWaiting }: BoxBounds): LetterBox {
  const shares = createLetterBoxShares(maxPending);
  const posts = createSemaphore({ resource: 'the letter box', permits: 1, maxWaiting });
  return {
    post: (request) =>
      posts.run(() =>
        database.write(({ pending }) => {
          shares.counted(pending.size);
          if (!shares.admit(networkOf(request.address))) return 'full';
          const row = newRow(database.nextNumber(), request, database.now());
          pending.set(row.id, row);
          return 'posted';
        }),
      ),
    claim: (request) => database.write((drafts) => claimLetters(drafts, request, database.now())),
    list: async (filter) => list(database.committed, filter, database.now()),
  };
}

function list({ pending, settled }: Committed, filter: LetterFilter, now: number): readonly LetterView[] {
  const nameKey = filter.username === undefined ? null : nameKeyOf(filter.username);
  return [...pending.values(), ...settled.values()]
    .filter((row) => filter.state === undefined || row.state === filter.state)
    .filter((row) => nameKey === null || row.nameKey === nameKey)
    .filter((row) => filter.askedWithinMs === undefined || row.requestedAt > now - filter.askedWithinMs)
    .sort((one, other) => other.number - one.number)
    .slice(0, filter.limit)
    .map(viewOf);
}
