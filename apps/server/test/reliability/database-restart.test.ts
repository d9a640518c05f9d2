import { printFigures, rounds, type StopMode, startPostgres } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gatherCrowd } from './crowd.ts';
import { createInstance } from './instance.ts';
import { couriersOf, figuresOfOutages, type Outage, outageUnder } from './outage.ts';
import { openPlace } from './place.ts';
import { drained, figuresOf, reckon } from './reckoning.ts';

const ROUNDS = rounds(1, 25);
const USERS = rounds(30_000, 300_000);
// Crash recovery of a server whose machine is busy.
const DRAIN_MS = 120_000;

const WAYS: readonly [name: string, mode: StopMode][] = [
  ['restarted (fast)', 'fast'],
  ['killed (immediate)', 'immediate'],
];

describe('rekey serve under 20 clients', () => {
  it.each(WAYS)(
    'answers 500 or 503 while its PostgreSQL is %s, serves when it is back, and loses nothing',
    { timeout: rounds(120_000, 1_200_000) },
    async (name, mode) => {
      const server = await startPostgres();
      onTestFinished(() => server.stop('immediate'));
      const place = await openPlace('postgres', { users: USERS, server, settings: { REKEY_LEASE: '5s' } });
      onTestFinished(() => place.close());
      const instance = await createInstance(place);
      onTestFinished(() => instance.killBoth());
      await instance.start();
      await instance.courier();
      const crowd = gatherCrowd(place, { origins: [instance.origin], restMs: 100 });
      const outages: Outage[] = [];
      const trouble = { begin: () => server.halt(mode), end: () => server.start() };
      while (outages.length < ROUNDS) outages.push(await outageUnder(crowd, trouble));
      await crowd.leave();
      await drained(place, DRAIN_MS);

      const result = await reckon(place, crowd, instance.origin);
      printFigures(`PostgreSQL ${name} under load`, [{ ...figuresOfOutages(outages), ...figuresOf(result, crowd) }]);
      expect(result).toMatchObject({ lost: [], unasked: 0, deadLinks: [] });
      // Nobody hangs: what has no whole answer within 20 s is cut, and an answer is due within 15.
      expect(crowd.cut).toEqual([]);
      expect([...crowd.others.keys()].filter((status) => status !== 500 && status !== 503)).toEqual([]);
      expect(couriersOf(instance)).toEqual({ began: 1, missed: 0 });
      expect((await instance.stop()).code).toBe(0);
    },
  );
});
