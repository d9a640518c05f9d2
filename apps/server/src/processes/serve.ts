import type { ChildProcess } from 'node:child_process';
import type { Server as HttpListener } from 'node:http';
import type { Server } from '@hapi/hapi';
import { commonPasswordBlocklist } from '@rekey/crypto';
import type { Database } from '@rekey/knex';
import type { Logger } from 'pino';
import { adminOperations } from '../composition/admin-operations.ts';
import { breachCheck } from '../composition/breach-check.ts';
import { checkMapping } from '../composition/check-mapping.ts';
import { composeService } from '../composition/compose-service.ts';
import type { Composition } from '../composition/container.ts';
import { bringUpToDate, databasePlace } from '../composition/database.ts';
import { DATABASE } from '../composition/tokens.ts';
import { createLog } from '../log/log.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import type { Environment } from '../settings/environment.ts';
import { answersLine } from '../settings/warnings.ts';
import { version } from '../version.ts';
import { openAdminPort } from '../web/admin-server.ts';
import { answerTheLast } from '../web/answer-the-last.ts';
import { describeService } from '../web/describe-service.ts';
import { httpServer } from '../web/http-server.ts';
import { listen } from '../web/listen.ts';
import { consoleFor } from '../web/register-console.ts';
import { awaitDatabase } from './await-database.ts';
import { askForFigures } from './courier-figures.ts';
import { forkCourier } from './fork-courier.ts';
import { readinessOf } from './readiness-of.ts';
import type { ServiceFigures } from './service-figures.ts';
import { supervise } from './supervisor.ts';
import { pause, within } from './waiting.ts';

export type ServeSettings = SettingsOf<
  'log' | 'database' | 'links' | 'passwords' | 'web' | 'branding' | 'pages' | 'admin'
>;

export interface ServeConfiguration {
  readonly settings: ServeSettings;
  /** Ends the wait for a database that is away. */
  readonly stop: AbortSignal;
  /** Told in the log at start. */
  readonly warnings: readonly string[];
  /** What the courier child gets to see; `null` for no courier. */
  readonly courierEnvironment: Environment | null;
  /** Fills the database once its schema is up to date. */
  readonly seed?: (service: Composition) => Promise<void>;
  /** Adds routes before the server listens. */
  readonly addRoutes?: (server: Server) => void;
  /** Runs once the server listens, with its URL. */
  readonly onListening?: (url: string) => void;
}

/** A service that runs. */
export interface Serving {
  /** Refuses new requests, lets those under way finish, ends the courier. True if all of it ended in time. */
  stop(): Promise<boolean>;
  /** Ends the courier without asking. */
  kill(): void;
}

// Ten seconds in all, a little of it for the way out.
const DRAIN_MS = 8_500;
const CLOSE_MS = 500;
const COURIER_MS = 9_400;

/** Migrates, listens, and keeps a courier alive. `null` if it is told to stop while it waits for its database. */
export async function serve(configuration: ServeConfiguration): Promise<Serving | null> {
  const { settings, courierEnvironment } = configuration;
  const { logger, flush } = createLog(settings.log.level, 'server');
  let child: ChildProcess | null = null;
  const figures = settings.admin.port === undefined ? null : await countFor(() => child);
  const breached = breachCheck(settings, logger);
  const service = composeService(settings, await commonPasswordBlocklist(), breached, figures?.observe);
  let server: Server;
  let admin: Server | null;
  let draining = false;
  try {
    const database = service.get(DATABASE);
    if (!(await bringUp(database, configuration, logger))) {
      await within(CLOSE_MS, service.close(), undefined);
      logger.info('stopped');
      await flush();
      return null;
    }
    await configuration.seed?.(service);
    const readiness = readinessOf(database, logger, () => draining);
    server = await httpServer(settings, service, logger, readiness);
    configuration.addRoutes?.(server);
    const url = await listen(server);
    figures?.watch(server, service);
    const operations = adminOperations(settings, service);
    const others = [describeService(settings, server.info)];
    const shown = { readiness, operations, render: figures?.render, others, ...consoleFor(settings, operations) };
    admin = await openAdminPort(settings, shown, logger);
    announce(logger, settings, configuration.warnings, url);
    configuration.onListening?.(url);
  } catch (fault) {
    await service.close();
    await flush();
    throw fault;
  }
  const fork = (environment: Environment): ChildProcess => {
    child = forkCourier(environment);
    // It counts from the first question on.
    if (figures !== null) void askForFigures(child);
    return child;
  };
  const courier =
    courierEnvironment === null ? null : supervise({ start: () => fork(withoutAdminPort(courierEnvironment)), logger });

  return {
    async stop() {
      draining = true;
      logger.info('stopping: requests and mails under way are finished first');
      const answered = drain(server).finally(async () => {
        await admin?.stop({ timeout: CLOSE_MS });
        await within(CLOSE_MS, service.close(), undefined);
      });
      const ends = await Promise.all([answered, courier?.stop(COURIER_MS) ?? true]);
      logger.info('stopped');
      await flush();
      return ends.every(Boolean);
    },
    kill: () => courier?.kill(),
  };
}

/** Waits for the database and brings its schema up to date; false if it is told to stop before. */
async function bringUp(database: Database, { settings, stop }: ServeConfiguration, logger: Logger): Promise<boolean> {
  const checkUsers = async () => {
    for (const note of await checkMapping(database, settings)) logger.warn(`the users table: ${note}`);
  };
  const prepare = () => bringUpToDate(database, settings.database.migrate, checkUsers);
  const ran = await awaitDatabase(prepare, { logger, pause, random: Math.random }, stop);
  if (ran === null) return false;
  if (ran.length > 0) logger.info({ migrations: ran }, 'the database schema was brought up to date');
  return true;
}

async function countFor(courier: () => ChildProcess | null): Promise<ServiceFigures> {
  const { createServiceFigures } = await import('./service-figures.ts');
  return createServiceFigures(version, () => askForFigures(courier()));
}

/** The port is this process's; what a courier of ours has to say is said there, too. */
const withoutAdminPort = (environment: Environment): Environment => ({ ...environment, REKEY_ADMIN_PORT: undefined });

/** True if every request under way was answered; Hapi cuts what is left when the time is up. */
async function drain(server: Server): Promise<boolean> {
  const startedAt = performance.now();
  await answerTheLast(server.listener as HttpListener);
  await server.stop({ timeout: DRAIN_MS - (performance.now() - startedAt) });
  return performance.now() - startedAt < DRAIN_MS;
}

function announce(logger: Logger, settings: ServeSettings, warnings: readonly string[], url: string): void {
  const { web, links, database } = settings;
  logger.info(
    {
      url,
      publicUrl: links.publicUrl,
      basePath: web.basePath,
      database: databasePlace(database),
      answers: web.answers,
    },
    'listening',
  );
  logger.info(answersLine(web.answers));
  for (const warning of warnings) logger.warn(warning);
}
