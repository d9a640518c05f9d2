import { type HalfOpenProxy, printFigures, rounds, startHalfOpenProxy } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gatherCrowd } from './crowd.ts';
import { createInstance } from './instance.ts';
import { couriersOf, figuresOfOutages, type Outage, outageUnder, type Trouble } from './outage.ts';
import { openPlace } from './place.ts';
import { drained, figuresOf, reckon } from './reckoning.ts';

const ROUNDS = rounds(1, 8);
const USERS = rounds(20_000, 200_000);
const DRAIN_MS = 120_000;

function reset(proxy: HalfOpenProxy): void {
  proxy.heal();
  proxy.reset();
}

const WAYS: readonly [name: string, troubleOn: (proxy: HalfOpenProxy) => Trouble][] = [
  // Connections are taken and nothing ever comes back on them; those that lost bytes stay mute also when the way is free again.
  ['goes half-open', (proxy) => ({ begin: proxy.goSilent, end: proxy.heal })],
  ['goes half-open and is then reset', (proxy) => ({ begin: proxy.goSilent, end: () => reset(proxy) })],
];

describe('rekey serve under 20 clients', () => {
  it.each(WAYS)(
    'lets no request hang when its line to PostgreSQL %s, and loses nothing',
    { timeout: rounds(120_000, 1_200_000) },
    async (name, troubleOn) => {
      const place = await openPlace('postgres', { users: USERS, settings: { REKEY_LEASE: '5s' } });
      onTestFinished(() => place.close());
      const { hostname, port } = new URL(place.databaseUrl);
      const proxy = await startHalfOpenProxy({ host: hostname, port: Number(port) });
      onTestFinished(() => proxy.stop());
      const instance = await createInstance(place, { REKEY_DATABASE_URL: proxy.before(place.databaseUrl) });
      onTestFinished(() => instance.killBoth());
      await instance.start();
      await instance.courier();
      const crowd = gatherCrowd(place, { origins: [instance.origin], restMs: 100 });
      const outages: Outage[] = [];
      while (outages.length < ROUNDS) outages.push(await outageUnder(crowd, troubleOn(proxy)));
      await crowd.leave();
      await drained(place, DRAIN_MS);

      const result = await reckon(place, crowd, instance.origin);
      printFigures(`The line to PostgreSQL ${name} under load`, [
        { ...figuresOfOutages(outages), 'bytes swallowed': proxy.swallowed(), ...figuresOf(result, crowd) },
      ]);
      expect(proxy.swallowed()).toBeGreaterThan(0);
      expect(result).toMatchObject({ lost: [], unasked: 0, deadLinks: [] });
      // Nobody hangs: what has no whole answer within 20 s is cut, and an answer is due within 15.
      expect(crowd.cut).toEqual([]);
      expect([...crowd.others.keys()].filter((status) => status !== 500 && status !== 503)).toEqual([]);
      expect(couriersOf(instance)).toEqual({ began: 1, missed: 0 });
      expect((await instance.stop()).code).toBe(0);
    },
  );
});
