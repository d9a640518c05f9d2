import type { LetterEvent } from '@rekey/domain';
import { type ComposedCourier, composeCourier } from '../composition/compose-courier.ts';
import { bringUpToDate, databasePlace } from '../composition/database.ts';
import { letterLines } from '../log/letter-lines.ts';
import { createLog } from '../log/log.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import type { Environment } from '../settings/environment.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { ExitCode } from '../shell.ts';
import { version } from '../version.ts';
import { awaitDatabase } from './await-database.ts';
import { createChannelAlarm } from './channel-alarm.ts';
import { createClaimAlarm } from './claim-alarm.ts';
import type { CourierAdminPort, Opened } from './courier-admin-port.ts';
import { tellWhenAsked } from './courier-figures.ts';
import { runCourierLoop } from './courier-loop.ts';
import { beNice } from './fork-courier.ts';
import { createHousekeeper } from './housekeeper.ts';
import { createRelayWatch } from './relay-watch.ts';
import { createSlowAlarm } from './slow-alarm.ts';
import { aborted, pause, within } from './waiting.ts';

// Ten seconds in all: 8 for mails on their way, then what is left is settled as doubtful, then the doors are closed.
const FINISH_MS = 8_000;
const SETTLE_MS = 700;
const CLOSE_MS = 500;

/** `rekey courier`: delivers until the signal fires, then gives back what is not on its way and waits for the rest. */
export async function runCourier(environment: Environment, stop: AbortSignal): Promise<ExitCode> {
  const settings = readSettings(environment, ['log', 'database', 'links', 'mail', 'branding', 'keeping', 'admin']);
  beNice(0);
  const { logger, flush } = createLog(settings.log.level, 'courier');
  const watch = createRelayWatch();
  const tellLog = letterLines(logger);
  let count: (event: LetterEvent) => void = () => {};
  const courier = composeCourier(settings, {
    stopping: () => stop.aborted,
    tell(event) {
      watch.hear(event);
      tellLog(event);
      count(event);
    },
  });
  const admin = await openPort(settings, { database: courier.database, logger, version, stop });
  count = admin?.hear ?? tellWhenAsked(version);
  try {
    const prepare = () => bringUpToDate(courier.database, settings.database.migrate);
    if ((await awaitDatabase(prepare, { logger, pause, random: Math.random }, stop)) === null) {
      logger.info('the courier has stopped');
      return 0;
    }
    logger.info({ database: databasePlace(settings.database) }, 'the courier is at work');
    const monotonicMs = () => performance.now();
    const { deliver, drained, slowRecipients, purge } = courier;
    const deps = {
      slowAlarm: createSlowAlarm({ slowRecipients, logger, monotonicMs }),
      alarm: createChannelAlarm({ logger, monotonicMs }),
      claimAlarm: createClaimAlarm({ backlog: courier.database.backlog, logger, monotonicMs }),
      keepHouse: createHousekeeper({ purge, logger, monotonicMs, random: Math.random }),
      deliver,
      relayAnswered: watch.answered,
      logger,
      pause,
      random: Math.random,
    };
    const clean = await finish(runCourierLoop(deps, stop).then(drained), courier, stop);
    logger.info(
      clean
        ? 'the courier has stopped'
        : 'the courier stops with letters under way: they come back when their lease ends',
    );
    return clean ? 0 : 1;
  } finally {
    await admin?.close(CLOSE_MS);
    await within(CLOSE_MS, courier.close(), undefined);
    await flush();
  }
}

/** A courier needs no web server, and holds the memory of none where no port is named. */
async function openPort(settings: SettingsOf<'admin'>, opened: Opened): Promise<CourierAdminPort | null> {
  if (settings.admin.port === undefined) return null;
  const { openCourierAdminPort } = await import('./courier-admin-port.ts');
  return openCourierAdminPort(settings, opened);
}

/** After the signal the loop has some seconds; then the mailer is closed, so that every mail under way gets its true, if doubtful, end. */
async function finish(loop: Promise<void>, courier: ComposedCourier, stop: AbortSignal): Promise<boolean> {
  await Promise.race([loop, aborted(stop)]);
  const ended = loop.then(() => true);
  if (await within(FINISH_MS, ended, false)) return true;
  void courier.mailer.close();
  return within(SETTLE_MS, ended, false);
}
