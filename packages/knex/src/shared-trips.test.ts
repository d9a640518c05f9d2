import { describe, expect, it } from 'vitest';
import { sharedTrips, TooManyWaiting } from './shared-trips.ts';

/** Trips that end when they are told to. */
function station(limits: { together: number; waiting: number }) {
  const trips: { loads: readonly string[]; arrive(): void; fail(reason: Error): void }[] = [];
  const travel = sharedTrips<string, string>(
    (loads) =>
      new Promise((resolve, reject) => {
        trips.push({ loads, arrive: () => resolve(loads.map((load) => `${load}!`)), fail: reject });
      }),
    limits,
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { trips, travel, turn };
}

describe('sharedTrips', () => {
  it('takes along what arrives together, and lets what comes later wait for the next trip', async () => {
    const { trips, travel, turn } = station({ together: 10, waiting: 10 });
    const first = [travel('a'), travel('b')];
    await turn();
    const second = [travel('c'), travel('d')];
    await turn();
    expect(trips.map(({ loads }) => loads)).toEqual([['a', 'b']]);
    trips[0]?.arrive();
    expect(await Promise.all(first)).toEqual(['a!', 'b!']);
    await turn();
    expect(trips[1]?.loads).toEqual(['c', 'd']);
    trips[1]?.arrive();
    expect(await Promise.all(second)).toEqual(['c!', 'd!']);
  });

  it('takes so many at most on one trip', async () => {
    const { trips, travel, turn } = station({ together: 2, waiting: 10 });
    const all = Promise.all(['a', 'b', 'c'].map(travel));
    for (const trip of [0, 1]) {
      await turn();
      trips[trip]?.arrive();
      await turn();
    }
    await all;
    expect(trips.map(({ loads }) => loads)).toEqual([['a', 'b'], ['c']]);
  });

  it('fails everybody aboard and nobody else', async () => {
    const { trips, travel, turn } = station({ together: 10, waiting: 10 });
    const aboard = Promise.allSettled([travel('a'), travel('b')]);
    await turn();
    const next = travel('c');
    trips[0]?.fail(new Error('sunk'));
    expect((await aboard).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await turn();
    trips[1]?.arrive();
    expect(await next).toBe('c!');
  });

  it('turns away whoever comes when as many wait as may', async () => {
    const { trips, travel, turn } = station({ together: 1, waiting: 1 });
    const first = travel('a');
    await turn();
    const second = travel('b');
    await expect(travel('c')).rejects.toBeInstanceOf(TooManyWaiting);
    for (const trip of [0, 1]) {
      trips[trip]?.arrive();
      await turn();
    }
    expect(await Promise.all([first, second])).toEqual(['a!', 'b!']);
  });
});
