import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@rekey/laboratory';
import { load } from '../forgot-password/load.ts';
import { addBacklog } from '../mail/backlog.ts';
import { openSink } from '../mail/open-sink.ts';
import { onPlace, type Place, sqlitePlace } from '../places/places.ts';
import { addUsers } from '../places/users.ts';
import type { Plan } from '../plan.ts';
import { migrateDatabase, serveRekey } from '../programs/rekey.ts';
import { spendTokens } from '../set-password/spend-tokens.ts';
import { openTokenDesk } from '../set-password/token-desk.ts';
import { startLimit } from '../start/contestants.ts';
import type { Figure } from '../table/figure.ts';
import { childOf, mostResidentMb, residentMb } from './resident.ts';

const USERS = 2_000;
/** After this long nothing of the start is under way any more. */
const SETTLED_MS = 2_000;
const REQUESTS_PER_SECOND = 1_500;
const CHANGES_PER_SECOND = 60;
const CONNECTIONS = { ask: 64, set: 16 };

/** Server and courier, each in a fresh process each round: memory that was once taken is seldom given back. */
export function measureMemory(plan: Plan): Promise<readonly Figure[]> {
  return onPlace(sqlitePlace, async (place) => {
    const rounds = { limit: [] as number[], idle: [] as number[], ask: [] as number[], set: [] as number[] };
    const courier = { idle: [] as number[], sending: [] as number[] };
    for (let round = 0; round < plan.rounds; round += 1) {
      const databaseUrl = await databaseOf(place, round);
      rounds.limit.push(await limitIdle(databaseUrl));
      rounds.idle.push(await server(databaseUrl, async () => pause(SETTLED_MS)));
      rounds.ask.push(await server(databaseUrl, (origin) => ask(origin, plan)));
      rounds.set.push(await server(databaseUrl, (origin) => setPasswords(databaseUrl, origin, plan)));
      const { idle, sending } = await courierOf(place, databaseUrl);
      courier.idle.push(idle);
      courier.sending.push(sending);
    }
    const line = (what: string, ours: readonly number[], below: number): Figure => {
      return { what, ours, goal: { kind: 'bound', below } };
    };
    return [
      { ...line('server, idle (limit: Hapi, Knex and sqlite3)', rounds.idle, 92), limit: rounds.limit },
      line(`server, forgot-password at ${CONNECTIONS.ask} connections`, rounds.ask, 122),
      line(`server, set-password at ${CONNECTIONS.set} connections`, rounds.set, 186),
      line('courier, idle', courier.idle, 80),
      line('courier, sending', courier.sending, 80),
    ];
  });
}

async function databaseOf(place: Place, round: number): Promise<string> {
  const databaseUrl = await place.createDatabase(`memory-${round}`);
  await migrateDatabase(databaseUrl);
  const driver = await place.open(databaseUrl);
  await addUsers(driver, USERS);
  await driver.close();
  return databaseUrl;
}

async function limitIdle(databaseUrl: string): Promise<number> {
  const program = await startLimit(databaseUrl);
  await pause(SETTLED_MS);
  try {
    return await residentMb(program.pid);
  } finally {
    await program.stop();
  }
}

async function server(databaseUrl: string, work: (origin: string) => Promise<unknown>): Promise<number> {
  const port = await freePort();
  const program = await serveRekey({ databaseUrl, port });
  try {
    return await mostResidentMb(program.pid, () => work(`http://127.0.0.1:${port}`));
  } finally {
    await program.stop();
  }
}

function ask(origin: string, { seconds }: Plan): Promise<unknown> {
  return load(origin, CONNECTIONS.ask, REQUESTS_PER_SECOND * seconds * 2);
}

async function setPasswords(databaseUrl: string, origin: string, { seconds }: Plan): Promise<void> {
  const desk = openTokenDesk(databaseUrl, USERS);
  try {
    await spendTokens(origin, CONNECTIONS.set, await desk.mint(CHANGES_PER_SECOND * seconds * 2));
  } finally {
    await desk.close();
  }
}

/** The courier as `rekey serve` keeps it. */
async function courierOf(place: Place, databaseUrl: string): Promise<{ idle: number; sending: number }> {
  const sink = await openSink();
  const driver = await place.open(databaseUrl);
  for (const statement of place.emptying) await driver.run(statement);
  const smtpUrl = `smtp://127.0.0.1:${sink.port}?tls=off`;
  const program = await serveRekey({ databaseUrl, port: await freePort(), smtpUrl });
  try {
    await pause(SETTLED_MS);
    const courier = await childOf(program.pid);
    const idle = await residentMb(courier);
    const sending = await mostResidentMb(courier, async () => {
      await addBacklog(driver, USERS);
      await sink.take(USERS);
    });
    return { idle, sending };
  } finally {
    await program.stop();
    await driver.close();
    sink.close();
  }
}
