import type { Claim, LetterId } from '@rekey/domain/values';
import type { Row } from '../connections.ts';
import { plain } from '../dialect/change.ts';
import type { Change } from '../dialect/dialect.ts';

/**
 * The guard of every write about claims, which stand in `held (letter, fenced, ...)`: a courier
 * whose lease went to another, or whose letter is settled, changes no row.
 *
 * The numbers of `held` are made before the join, and the clock comes after it: SQLite then goes
 * from the claims to their letters by the primary key. With a cast inside the condition it read
 * every letter there ever was, and all claims again for each. With a plan that was made while the
 * table was empty, so did PostgreSQL: hence the ids as a list, and the state hidden from the
 * indexes of what is pending.
 */
export const CLAIMED_LETTERS = {
  table: 'rekey_letters',
  from: ['held', 'clock'],
  of: { query: 'held', column: 'letter' },
  where: plain(`rekey_letters.fence = held.fenced and coalesce(rekey_letters.state, '') = 'pending'`),
  returning: 'rekey_letters.id',
} satisfies Partial<Change>;

/** The columns of `held` by which a letter and its fence are known. */
export function heldColumns(claims: readonly Claim[]) {
  return { letter: claims.map(({ id }) => id), fenced: claims.map(({ fence }) => String(fence)) };
}

export function idsOf(written: readonly Row[]): readonly LetterId[] {
  return written.map(({ id }) => String(id) as LetterId);
}
