import { connect } from '@rekey/knex';
import { printFigures, rounds } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gatherCrowd } from './crowd.ts';
import { createInstance } from './instance.ts';
import { couriersOf, figuresOfOutages, type Outage, outageUnder, type Trouble } from './outage.ts';
import { openPlace } from './place.ts';
import { drained, figuresOf, reckon } from './reckoning.ts';
import { openSqliteService, type SqliteService } from './sqlite-service.ts';

const ROUNDS = rounds(1, 10);
const USERS = rounds(20_000, 100_000);
const AT_ONCE = 400;
const WAVES = rounds(1, 25);
const REQUESTS = AT_ONCE * WAVES;
const DRAIN_MS = 120_000;

/** Another process takes the write lock, as a backup or a curious operator may, and does not let go. */
function lockOn(url: string): Trouble {
  const { write, close } = connect({ url, limits: { lockMs: 30_000, acquireMs: 40_000 } });
  onTestFinished(close);
  return { begin: () => write.raw('begin immediate'), end: () => write.raw('rollback') };
}

describe('rekey serve under 20 clients, its SQLite file locked by another process', () => {
  it('answers 500 or 503, goes on without a restart, and loses nothing', {
    timeout: rounds(120_000, 900_000),
  }, async () => {
    const place = await openPlace('sqlite', { users: USERS, settings: { REKEY_LEASE: '5s' } });
    onTestFinished(() => place.close());
    const instance = await createInstance(place);
    onTestFinished(() => instance.killBoth());
    await instance.start();
    await instance.courier();
    const crowd = gatherCrowd(place, { origins: [instance.origin], restMs: 100 });
    const lock = lockOn(place.databaseUrl);
    const outages: Outage[] = [];
    while (outages.length < ROUNDS) outages.push(await outageUnder(crowd, lock));
    await crowd.leave();
    await drained(place, DRAIN_MS);

    const result = await reckon(place, crowd, instance.origin);
    printFigures('SQLite locked by another process under load', [
      { ...figuresOfOutages(outages), ...figuresOf(result, crowd) },
    ]);
    expect(result).toMatchObject({ lost: [], unasked: 0, deadLinks: [] });
    expect(crowd.cut).toEqual([]);
    expect([...crowd.others.keys()].filter((status) => status !== 500 && status !== 503)).toEqual([]);
    expect(couriersOf(instance)).toEqual({ began: 1, missed: 0 });
    expect(instance.lives.at(-1)?.stdout()).toContain('another process holds the lock of the SQLite file: end it');
    expect((await instance.stop()).code).toBe(0);
  });
});

/** What is said on the writing connection to spoil and to mend it. Both faults come to SQLite as they do from a disk or a file mode. */
const SPOILS: readonly [name: string, spoil: string, mend: string, advice: RegExp][] = [
  ['full', 'max_page_count = 1', 'max_page_count = 4294967294', /make room on its disk/],
  ['read-only', 'query_only = on', 'query_only = off', /let this user write to the SQLite file/],
];

/** Asks under many names, a crowd at once, and answers those that were answered with 200, and how often each status came. */
async function askAll({ ask }: SqliteService, prefix: string) {
  const acknowledged: string[] = [];
  const counts = new Map<number, number>();
  for (let wave = 0; wave < WAVES; wave += 1) {
    const names = Array.from({ length: AT_ONCE }, (_, number) => `${prefix}-${wave}-${number}`);
    const statuses = await Promise.all(names.map(ask));
    acknowledged.push(...names.filter((_, index) => statuses[index] === 200));
    for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return { acknowledged, counts };
}

describe('forgot-password on SQLite', () => {
  it.each(SPOILS)(
    'acknowledges nothing without a durable row on a file that is %s',
    { timeout: rounds(60_000, 600_000) },
    async (name, spoil, mend, advice) => {
      const service = await openSqliteService();
      await service.pragma(spoil);
      const during = await askAll(service, 'during');
      const advised = service.advice();
      await service.pragma(mend);
      const after = await askAll(service, 'after');

      const durable = new Set(await service.durable());
      const acknowledged = [...during.acknowledged, ...after.acknowledged];
      const lost = acknowledged.filter((each) => !durable.has(each));
      const told = [...during.counts].map(([status, times]) => `${times} x ${status}`).join(', ');
      printFigures(`SQLite that is ${name}`, [
        { 'answers meanwhile': told, 'acknowledged after': after.acknowledged.length, 'without a row': lost.length },
      ]);
      expect(lost).toEqual([]);
      expect([...during.counts.keys()].filter((status) => ![200, 500, 503].includes(status))).toEqual([]);
      expect(during.counts.get(500)).toBeGreaterThan(0);
      expect(after.acknowledged).toHaveLength(REQUESTS);
      expect(advised.length).toBeGreaterThan(0);
      for (const line of advised) expect(line).toMatch(advice);
    },
  );
});
