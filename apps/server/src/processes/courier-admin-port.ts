import { countLetters, createMetrics, renderAll } from '@rekey/admin/metrics';
import type { LetterEvent } from '@rekey/domain';
import type { Database } from '@rekey/knex';
import type { Logger } from 'pino';
import type { SettingsOf } from '../settings/catalogue.ts';
import { openAdminPort } from '../web/admin-server.ts';
import { readinessOf } from './readiness-of.ts';

/** What a courier on its own shows on its admin port. */
export interface CourierAdminPort {
  readonly hear: (event: LetterEvent) => void;
  close(withinMs: number): Promise<void>;
}

export async function openCourierAdminPort(
  settings: SettingsOf<'admin'>,
  { database, logger, version, stop }: Opened,
): Promise<CourierAdminPort> {
  const metrics = createMetrics('courier', version);
  const readiness = readinessOf(database, logger, () => stop.aborted);
  const render = renderAll(metrics, async () => []);
  const server = await openAdminPort(settings, { readiness, operations: null, render }, logger);
  return {
    hear: countLetters(metrics, Date.now),
    async close(withinMs) {
      await server?.stop({ timeout: withinMs });
    },
  };
}

export interface Opened {
  readonly database: Database;
  readonly logger: Logger;
  readonly version: string;
  readonly stop: AbortSignal;
}
