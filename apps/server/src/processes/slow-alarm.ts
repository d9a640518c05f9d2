import type { Logger } from 'pino';

// Often enough to be seen by somebody who looks at the last hour, seldom enough to be read.
const EVERY_MS = 30 * 60_000;

export interface SlowAlarmDeps {
  /** Recipients for whom the relay is slow, while it takes other mails quickly. */
  readonly slowRecipients: () => number;
  readonly logger: Logger;
  readonly monotonicMs: () => number;
}

/** Asked after each cycle, it says that the relay is slow for some recipients, again while that lasts, and when it is over. */
export function createSlowAlarm({ slowRecipients, logger, monotonicMs }: SlowAlarmDeps): () => void {
  let nextMs: number | null = null;
  return () => {
    const recipients = slowRecipients();
    const now = monotonicMs();
    if (recipients === 0) {
      if (nextMs !== null) logger.info('the mail relay is no longer slow for some recipients. Nothing to do');
      nextMs = null;
    } else if (nextMs === null || now >= nextMs) {
      nextMs = now + EVERY_MS;
      logger.warn(
        { recipients },
        'the mail relay is slow for some recipients and quick for others; the mails of the slow ones wait apart and hold up no others. If it lasts, ask the operator of the relay: it may be waiting for the servers of these recipients',
      );
    }
  };
}
