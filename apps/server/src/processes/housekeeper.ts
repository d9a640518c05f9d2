import type { Purged, PurgeExpired } from '@rekey/domain';
import type { Logger } from 'pino';

export interface HousekeeperDeps {
  readonly purge: PurgeExpired;
  readonly logger: Logger;
  readonly monotonicMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

const HOUR_MS = 3_600_000;
const NOTHING = { letters: 0, tokens: 0, audit: 0 };

/**
 * Called after each cycle of the courier: purges one batch when it is time, so that mails never wait for more than that.
 * About once an hour; while there is more to purge, after each cycle. A fault is told and tried again an hour later: the
 * database's own troubles are the courier's to tell.
 */
export function createHousekeeper({ purge, logger, monotonicMs, random }: HousekeeperDeps): () => Promise<void> {
  let nextMs = Number.NEGATIVE_INFINITY;
  let sum = NOTHING;

  const sweep = async (): Promise<boolean> => {
    const purged = await purge();
    sum = added(sum, purged);
    if (purged.more) return true;
    if (Object.values(sum).some((removed) => removed > 0))
      logger.info(sum, 'old rows were removed, as REKEY_KEEP_... say');
    sum = NOTHING;
    return false;
  };

  return async () => {
    if (monotonicMs() < nextMs) return;
    let more = false;
    try {
      more = await sweep();
    } catch (fault) {
      logger.warn({ err: fault }, 'old rows could not be removed; tried again in an hour');
    }
    // Never a rhythm: several couriers on one database should not meet.
    if (!more) nextMs = monotonicMs() + HOUR_MS * (0.5 + random());
  };
}

function added(sum: typeof NOTHING, { letters, tokens, audit }: Purged): typeof NOTHING {
  return { letters: sum.letters + letters, tokens: sum.tokens + tokens, audit: sum.audit + audit };
}
