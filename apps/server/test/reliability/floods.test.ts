import { setTimeout as pause } from 'node:timers/promises';
import { eventually, printFigures, quantile, rounds, startSmtpServer } from '@rekey/laboratory';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, type Engine } from '../journey/stage.ts';
import { logged, settingsForTest, startRekey } from '../rekey-process.ts';
import { type Ground, openGround } from './ground.ts';
import { startServices } from './services.ts';

const WAITING = 30_000;
const OTHERS = rounds(12, 60);
const FLOOD_MS = rounds(6_000, 60_000);
const STRANGERS = 10;
const ASKS_EVERY_MS = 250;
/** A few seconds, on a machine that runs other tests beside. Alone the longest delay is under two. */
const SOON_MS = 8_000;

const waited: Record<string, string | number>[] = [];
const paced: Record<string, string | number>[] = [];
const filled: Record<string, string | number>[] = [];
afterAll(() => {
  printFigures('A flood for one name: the delay of everybody else', waited);
  printFigures('Six addresses ask for names that exist, under a small REKEY_LIMIT_MAILS', paced);
  printFigures('Four addresses fill the letter box', filled);
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const nameOf = (number: number) => `user-${number}`;

/**
 * A service without its courier that believes `X-Forwarded-For`, so many users, and a relay that
 * notes when it took a mail.
 */
async function openFlood(engine: Engine, users: number, env: Readonly<Record<string, string>> = {}) {
  const ground = await openGround(engine);
  await ground.sql(
    `insert into users (username, email)
     with recursive pool(number) as (select 1 union all select number + 1 from pool where number < ?)
     select 'user-' || number, 'user-' || number || '@example.test' from pool`,
    [users],
  );
  const [service] = await startServices(ground.url, 1, () => ({ REKEY_TRUSTED_PROXIES: '127.0.0.1/32', ...env }));
  if (service === undefined) throw new Error('no service');
  const relay = await startSmtpServer({ tls: 'none' });
  onTestFinished(() => relay.stop());
  const smtp = { REKEY_SMTP_URL: `smtp://${relay.host}:${relay.port}?tls=off` };
  const takenFor = (name: string) => relay.mails.filter(({ envelope }) => envelope.to[0] === `${name}@example.test`);
  return {
    ...{ ground, service, relay, takenFor },
    async startCourier() {
      const settings = { ...(await settingsForTest()), ...smtp, ...env, REKEY_DATABASE_URL: ground.url };
      await logged(startRekey(settings, 'courier'), 'the courier is at work');
    },
    /** Asks for one name, and answers how long its mail took to the relay. */
    async delayOf(name: string, address: string): Promise<number> {
      const asked = Date.now();
      expect((await service.ask(name, from(address))).status).toBe(200);
      const [mail] = await eventually(
        `the mail of ${name}`,
        () => (takenFor(name).length > 0 ? takenFor(name) : undefined),
        60_000,
      );
      return (mail?.at.getTime() ?? 0) - asked;
    },
  };
}

type Flood = Awaited<ReturnType<typeof openFlood>>;

/** Others ask, each for a name and from an address of his own, a quarter of a second apart. */
async function delaysOfOthers({ delayOf }: Flood): Promise<readonly number[]> {
  const delays: Promise<number>[] = [];
  for (let other = 2; other < OTHERS + 2; other += 1) {
    delays.push(delayOf(nameOf(other), `198.51.100.${other}`));
    await pause(ASKS_EVERY_MS);
  }
  return Promise.all(delays);
}

function note(engine: Engine, flood: string, requests: number, delays: readonly number[], victim: number): void {
  const at = (share: number) => (quantile([...delays], share) / 1_000).toFixed(2);
  waited.push({
    database: engine,
    flood,
    'requests for one name': requests,
    'mails for it': victim,
    others: delays.length,
    'their delay, s: p50': at(0.5),
    longest: (Math.max(...delays) / 1_000).toFixed(2),
  });
}

/** As requests leave them, while no courier is there. */
async function postMany(ground: Ground, engine: Engine, name: string, count: number): Promise<void> {
  await ground.sql(
    `insert into rekey_letters (kind, submitted_name, name_key, client_address, network, requested_at, asked_at, due_at)
     select 'reset', ?, ?, address, address, at, at, at from (
       with recursive pool(number) as (select 1 union all select number + 1 from pool where number < ?)
       select '192.0.2.' || (number % 6) as address, cast(? as bigint) + number as at from pool) as asked`,
    [name, name, count, Date.now() - 2 * count],
  );
  if (engine === 'postgres') await ground.sql('analyze rekey_letters');
}

describe.each(ENGINES)('a flood on %s', (engine) => {
  it('of requests that gathered for one name delays nobody else by more than seconds when the courier is back', async () => {
    const flood = await openFlood(engine, OTHERS + 1);
    await postMany(flood.ground, engine, nameOf(1), WAITING);
    for (let n = 0; n < 20; n += 1) {
      expect((await flood.service.ask(nameOf(1), from(`192.0.2.${n % 6}`))).status).toBe(200);
    }
    await flood.startCourier();
    const delays = await delaysOfOthers(flood);
    note(engine, 'gathered while the courier was away', WAITING + 20, delays, flood.takenFor(nameOf(1)).length);
    expect(Math.max(...delays)).toBeLessThan(SOON_MS);
    expect(flood.takenFor(nameOf(1)).length).toBeGreaterThan(0);
  }, 90_000);

  it('of requests for one name that goes on delays nobody else by more than seconds', async () => {
    const flood = await openFlood(engine, OTHERS + 1);
    await flood.startCourier();
    const until = performance.now() + FLOOD_MS;
    let requests = 0;
    const strangers = Array.from({ length: STRANGERS }, async (_, stranger) => {
      while (performance.now() < until) {
        const { status } = await flood.service.ask(nameOf(1), from(`192.0.2.${stranger}`));
        expect([200, 503]).toContain(status);
        requests += 1;
      }
    });
    const delays = await delaysOfOthers(flood);
    await Promise.all(strangers);
    note(engine, 'goes on', requests, delays, flood.takenFor(nameOf(1)).length);
    expect(requests).toBeGreaterThan(500);
    expect(Math.max(...delays)).toBeLessThan(SOON_MS);
  }, 150_000);

  it('of six addresses that use the pace up leaves somebody else’s mail among the next', async () => {
    const each = 30;
    const flood = await openFlood(engine, 6 * each + 3, { REKEY_LIMIT_MAILS: '10/1s' });
    for (let n = 0; n < 6 * each; n += 1) await flood.service.ask(nameOf(n + 4), from(`192.0.2.${n % 6}`));
    await flood.startCourier();
    await eventually('the flood is on its way', () => flood.relay.mails.length >= 20, 30_000);
    const between: number[] = [];
    for (const other of [1, 2, 3]) {
      const before = flood.relay.mails.length;
      await flood.delayOf(nameOf(other), `198.51.100.${other}`);
      const mails = flood.relay.mails.map(({ envelope }) => envelope.to[0]);
      between.push(mails.indexOf(`${nameOf(other)}@example.test`) - before);
    }
    paced.push({
      database: engine,
      'letters of the flood': 6 * each,
      'mails of it before somebody else’s, at most': Math.max(...between),
      'still waiting then': 6 * each - (flood.relay.mails.length - 3),
    });
    expect(flood.relay.mails.length).toBeLessThan(6 * each);
    // One round of the six, and what was claimed for the second that had begun.
    expect(Math.max(...between)).toBeLessThanOrEqual(6 + 10);
  }, 90_000);

  it('of four addresses into the letter box leaves room for everybody else', async () => {
    const bound = 400;
    const { service } = await openFlood(engine, 1, { REKEY_MAX_PENDING_LETTERS: String(bound) });
    const statuses = (requests: readonly [string, string][]) =>
      Promise.all(requests.map(async ([name, address]) => (await service.ask(name, from(address))).status));
    const greedy = await statuses(
      Array.from({ length: 2 * bound }, (_, n) => [`made up ${n}`, `192.0.2.${n % 4}`] as [string, string]),
    );
    const others = await statuses(
      Array.from({ length: 60 }, (_, n) => [nameOf(n), `198.51.100.${n}`] as [string, string]),
    );
    const again = await statuses([
      [nameOf(1), '192.0.2.1'],
      ['nobody', '192.0.2.1'],
    ]);
    const count = (all: readonly number[], status: number) => all.filter((each) => each === status).length;
    filled.push({
      database: engine,
      'the box holds': bound,
      'four addresses: 200': count(greedy, 200),
      'four: 503': count(greedy, 503),
      'sixty others: 200': count(others, 200),
      'others: 503': count(others, 503),
    });
    expect(count(greedy, 503)).toBeGreaterThan(0);
    expect(count(others, 200)).toBe(others.length);
    expect(again, 'whatever the name').toEqual([503, 503]);
  }, 60_000);
});
