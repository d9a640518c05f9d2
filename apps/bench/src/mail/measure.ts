import { freePort } from '@rekey/laboratory';
import type { Driver } from '../drivers/driver.ts';
import type { Place } from '../places/places.ts';
import { addUsers, usernameOf } from '../places/users.ts';
import type { Plan } from '../plan.ts';
import { runToEnd } from '../programs/program.ts';
import { migrateDatabase, serveRekey } from '../programs/rekey.ts';
import type { Figure } from '../table/figure.ts';
import { timetable } from '../timetable.ts';
import { askSteadily } from '../web/ask-steadily.ts';
import { addBacklog } from './backlog.ts';
import { openSink, type Sink } from './open-sink.ts';
import { steadyRate } from './steady-rate.ts';

const LIMIT = new URL('nodemailer-limit.js', import.meta.url);
/** About what a courier sends in a second: it only says how long a slice is. */
const RATE = 500;
const ASKED_PER_SECOND = 100;
/** Names outside the backlog ask meanwhile: a second request of one name would fold into the first. */
const ASKING = 2_000;

interface Stage {
  readonly databaseUrl: string;
  readonly driver: Driver;
  readonly sink: Sink;
  readonly backlog: number;
}

type ContestantName = 'limit' | 'idle' | 'busy';

/** Measures the courier of `rekey serve` on one database, with nobody asking and with somebody. */
export async function measureMail(place: Place, plan: Plan): Promise<readonly Figure[]> {
  const stage = await openStage(place, RATE * plan.seconds);
  const rates: Record<ContestantName, number[]> = { limit: [], idle: [], busy: [] };
  try {
    for (const { contestant } of timetable(() => ['idle', 'limit', 'busy'] as const, [1], plan.rounds)) {
      rates[contestant].push(steadyRate(await arrivalsOf(contestant, stage)));
      for (const statement of [...place.emptying, 'delete from rekey_reset_tokens']) await stage.driver.run(statement);
    }
  } finally {
    stage.sink.close();
    await stage.driver.close();
  }
  const line = (what: string, ours: readonly number[], atLeast: number): Figure => {
    return { what: `${place.title}, ${what}, mails/s`, ours, limit: rates.limit, goal: { kind: 'share', atLeast } };
  };
  return [
    line('nobody asks', rates.idle, 0.85),
    line(`${ASKED_PER_SECOND} forgot-password/s meanwhile`, rates.busy, 0.6),
  ];
}

async function openStage(place: Place, backlog: number): Promise<Stage> {
  const databaseUrl = await place.createDatabase('mail');
  await migrateDatabase(databaseUrl);
  const driver = await place.open(databaseUrl);
  await addUsers(driver, backlog + ASKING);
  return { databaseUrl, driver, sink: await openSink(), backlog };
}

async function arrivalsOf(contestant: ContestantName, stage: Stage): Promise<readonly number[]> {
  return contestant === 'limit' ? arrivalsOfLimit(stage) : arrivalsOfCourier(contestant, stage);
}

async function arrivalsOfLimit({ sink, backlog }: Stage): Promise<readonly number[]> {
  const args = [String(sink.port), String(backlog)];
  await runToEnd({ script: LIMIT, args, env: { NODE_ENV: 'production' } });
  return sink.take(backlog);
}

async function arrivalsOfCourier(contestant: 'idle' | 'busy', stage: Stage): Promise<readonly number[]> {
  const { databaseUrl, driver, sink, backlog } = stage;
  await addBacklog(driver, backlog);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const program = await serveRekey({ databaseUrl, port, smtpUrl: `smtp://127.0.0.1:${sink.port}?tls=off` });
  try {
    const take = () => sink.take(backlog);
    if (contestant === 'idle') return await take();
    const usernames = Array.from({ length: ASKING }, (_, number) => usernameOf(backlog + number));
    return (await askSteadily(origin, ASKED_PER_SECOND, usernames, take)).result;
  } finally {
    await program.stop();
    // What was on its way when the courier was told to stop belongs to nobody's next slice.
    await sink.take(0);
  }
}
