import { createReadiness, type Readiness } from '@rekey/admin';
import type { Database } from '@rekey/knex';
import type { Logger } from 'pino';

/** What `/readyz` says of this process; the log hears of each change. */
export function readinessOf(
  database: Pick<Database, 'isMigrated'>,
  logger: Pick<Logger, 'info' | 'warn'>,
  isDraining: () => boolean,
): Readiness {
  return createReadiness({
    isMigrated: () => database.isMigrated(),
    isDraining,
    monotonicMs: () => performance.now(),
    tell(missing) {
      if (missing === null) logger.info('ready again');
      else logger.warn({ missing }, 'not ready: /readyz answers 503. Check the database: rekey doctor');
    },
  });
}
