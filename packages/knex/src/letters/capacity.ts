import { createLetterBoxShares } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import { rows } from '../connections.ts';
import { number } from '../row-mapping.ts';

/** How long a count may stand: other processes and notices add to the box meanwhile. */
const COUNT_STANDS_MS = 1_000;

/**
 * Says which requests the box takes, without counting its letters each time: a count stands for a
 * second, or until what was admitted since might reach the bound. So one process never goes beyond
 * the bound; several together go beyond it by what the others post in a second at most. That
 * nothing is free is said on a fresh count only. What left the box since the last count is not seen
 * until the next one, which errs on the side of counting again.
 */
export function letterCapacity(
  read: Knex,
  maxPending: number,
): { admit(networks: readonly string[]): Promise<readonly boolean[]> } {
  const shares = createLetterBoxShares(maxPending);
  let countedAt = Number.NEGATIVE_INFINITY;

  const count = async (): Promise<void> => {
    const began = performance.now();
    const [row] = await rows(
      read,
      `select count(*) as letters from (select 1 from rekey_letters where state = 'pending' and due_at >= 0 limit ?) as pending`,
      [maxPending],
    );
    shares.counted(row === undefined ? maxPending : number(row, 'letters'));
    countedAt = began;
  };

  return {
    async admit(networks) {
      if (shares.free() < networks.length || performance.now() - countedAt > COUNT_STANDS_MS) await count();
      return networks.map((network) => shares.admit(network));
    },
  };
}
