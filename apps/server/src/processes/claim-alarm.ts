import type { Backlog } from '@rekey/domain/ports';
import type { Logger } from 'pino';

export interface ClaimAlarmDeps {
  readonly backlog: Pick<Backlog, 'look' | 'raiseClaimAlarm' | 'endClaimAlarm'>;
  readonly logger: Logger;
  readonly monotonicMs: () => number;
}

/** A restart of the database, or one long lock, is over by then; the back-off has tried again. */
const AFTER_MS = 20_000;
const EVERY_MS = 30 * 60_000;

/**
 * Told after each cycle whether the courier failed to claim, it raises the alarm when that lasts,
 * in the log and, for `rekey doctor`, in the database; there it says so again after each failure.
 * Where the database takes no word either, the log alone has it. It never throws.
 */
export function createClaimAlarm({ backlog, logger, monotonicMs }: ClaimAlarmDeps): (fails: boolean) => Promise<void> {
  let failsSince: number | null = null;
  let nextLineMs: number | null = null;

  const waiting = () =>
    backlog.look().then(
      (view) => view.waiting,
      () => null,
    );

  const goOnFailing = async (since: number): Promise<void> => {
    const forMs = monotonicMs() - since;
    if (forMs < AFTER_MS) return;
    await backlog.raiseClaimAlarm(forMs).catch(() => {});
    if (nextLineMs !== null && monotonicMs() < nextLineMs) return;
    nextLineMs = monotonicMs() + EVERY_MS;
    logger.error(
      { since: new Date(Date.now() - forMs).toISOString(), waiting: await waiting() },
      'ALARM: no letters are claimed: each claim has failed since then. Look for locks and load in the database; where there are none it is a fault of Rekey: report it. rekey doctor',
    );
  };

  const recover = async (): Promise<void> => {
    failsSince = null;
    if (nextLineMs === null) return;
    try {
      await backlog.endClaimAlarm();
      nextLineMs = null;
      logger.info('letters are claimed again. Nothing to do');
    } catch {
      // Tried again after the next cycle; `doctor` forgets it within a minute anyway.
    }
  };

  return async (fails) => {
    if (!fails) return recover();
    failsSince ??= monotonicMs();
    return goOnFailing(failsSince);
  };
}
