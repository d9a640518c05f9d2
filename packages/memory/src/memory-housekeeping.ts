import type { Housekeeping, Kept } from '@rekey/domain/ports';
import type { Drafts, MemoryDatabase } from './memory-database.ts';
import type { Rows } from './table.ts';

/** A `Housekeeping` over shared memory. A token that has ended otherwise than by its expiry is gone already. */
export function memoryHousekeeping(database: MemoryDatabase): Housekeeping {
  return {
    purge: (kept, { olderThanMs, limit }) =>
      database.write((drafts) => PURGES[kept](drafts, database.now() - olderThanMs, limit)),
  };
}

const PURGES: Readonly<Record<Kept, (drafts: Drafts, before: number, limit: number) => number>> = {
  letters: ({ settled }, ...which) =>
    removeOldest(
      settled,
      ({ settledAt }) => settledAt ?? Number.POSITIVE_INFINITY,
      ({ id }) => id,
      ...which,
    ),
  tokens: ({ tokens, reportables }, ...which) => {
    // Rows of their own here; elsewhere they are the tokens' rows, so they don't count.
    removeOldest(
      reportables,
      ({ expiresAt }) => expiresAt,
      ({ digest }) => digest,
      ...which,
    );
    return removeOldest(
      tokens,
      ({ expiresAt }) => expiresAt,
      ({ digest }) => digest,
      ...which,
    );
  },
  audit: ({ audit }, ...which) =>
    removeOldest(
      audit,
      ({ at }) => at,
      ({ number }) => number,
      ...which,
    ),
};

function removeOldest<Key, Row>(
  rows: Rows<Key, Row>,
  overSince: (row: Row) => number,
  keyOf: (row: Row) => Key,
  before: number,
  limit: number,
): number {
  const old = [...rows.values()]
    .filter((row) => overSince(row) < before)
    .sort((one, other) => overSince(one) - overSince(other))
    .slice(0, limit);
  for (const row of old) rows.delete(keyOf(row));
  return old.length;
}
