import { setTimeout as pause } from 'node:timers/promises';
import { chance, eventually, printFigures, rounds } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gatherCrowd } from './crowd.ts';
import { createInstance, type Instance } from './instance.ts';
import { type Kill, recoveryOf } from './kills.ts';
import { type LetterWrites, noteLetterWrites, underName } from './letter-writes.ts';
import { openPlace, type Place, type PlaceOptions } from './place.ts';
import { drained, figuresOf, reckon } from './reckoning.ts';

const INSTANCES = ['one', 'two', 'three'];
const KILLS = rounds(2, 60);
const STALLS = rounds(1, 10);
const LEASE = { REKEY_LEASE: '5s' };

describe('three rekey serve on one PostgreSQL, under 20 clients', () => {
  it('lose nothing when they are killed with -9 in turn', { timeout: rounds(180_000, 900_000) }, async () => {
    const { place, instances, writes } = await open({ users: rounds(20_000, 100_000), settings: LEASE });
    const crowd = gatherCrowd(place, { origins: originsOf(instances), restMs: 1_000 });
    const kills = await killInTurn(instances);
    await crowd.leave();
    await drained(place, 120_000);

    const result = await reckon(place, crowd, originsOf(instances)[0] ?? '');
    const stale = await writes.stale();
    const figures = { 'stale writes': stale, 'claims taken over': await writes.takenOver() };
    printFigures('three instances, one killed at a time', [
      { kills: kills.length, ...figuresOf(result, crowd), ...figures, ...recoveryOf(kills, crowd, place) },
    ]);
    expect(result).toMatchObject({ lost: [], unasked: 0, deadLinks: [] });
    expect(stale).toBe(0);
  });

  it('lose nothing to a courier that stands still past its lease', { timeout: rounds(180_000, 900_000) }, async () => {
    const { place, instances, writes } = await open({ users: rounds(20_000, 100_000), settings: LEASE, relayMs: 400 });
    const crowd = gatherCrowd(place, { origins: originsOf(instances), restMs: 2_000 });
    const stalls: Stall[] = [];
    while (sum(stalls, 'taken') === 0 || stalls.length < STALLS) {
      const turn = stalls.length % instances.length;
      stalls.push(await stallPastLease(instances[turn] as Instance, INSTANCES[turn] ?? '', writes));
    }
    await crowd.leave();
    await drained(place, 120_000);

    const result = await reckon(place, crowd, originsOf(instances)[0] ?? '');
    const stale = await writes.stale();
    printFigures('three instances, a courier stopped past its lease and continued', [
      {
        stalls: stalls.length,
        'letters on their way, taken over': sum(stalls, 'taken'),
        'late writes refused': sum(stalls, 'refused'),
        'stale writes': stale,
        ...figuresOf(result, crowd),
      },
    ]);
    expect(result).toMatchObject({ lost: [], unasked: 0, deadLinks: [] });
    expect(stale).toBe(0);
  });
});

const sum = (stalls: readonly Stall[], what: keyof Stall): number => stalls.reduce((so, stall) => so + stall[what], 0);

interface Three {
  readonly place: Place;
  readonly instances: readonly Instance[];
  readonly writes: LetterWrites;
}

async function open(options: PlaceOptions): Promise<Three> {
  const place = await openPlace('postgres', options);
  onTestFinished(() => place.close());
  const writes = await noteLetterWrites(place.databaseUrl);
  const instances = await Promise.all(
    INSTANCES.map((name) => createInstance(place, { REKEY_DATABASE_URL: underName(place.databaseUrl, name) })),
  );
  onTestFinished(() => instances.forEach((instance) => void instance.killBoth()));
  await Promise.all(instances.map((instance) => instance.start()));
  await Promise.all(instances.map((instance) => instance.courier()));
  return { place, instances, writes };
}

const originsOf = (instances: readonly Instance[]): string[] => instances.map(({ origin }) => origin);

async function killInTurn(instances: readonly Instance[]): Promise<readonly Kill[]> {
  const random = chance(5);
  const kills: Kill[] = [];
  for (let turn = 0; turn < KILLS; turn += 1) {
    const instance = instances[turn % instances.length] as Instance;
    await instance.courier();
    await pause(5 + random() * 495);
    instance.killBoth();
    kills.push({ victim: 'both', at: performance.now() });
    await instance.start();
  }
  return kills;
}

interface Stall {
  /** Letters that others took while it stood still with their mails on the way. */
  readonly taken: number;
  /** Of its writes about them afterwards, those that were refused. */
  readonly refused: number;
}

/** Stops a courier with mails on their way until others have taken its letters; then it goes on, and thinks they are still its own. */
async function stallPastLease(instance: Instance, name: string, writes: LetterWrites): Promise<Stall> {
  const pid = await instance.courier();
  const before = refusedIn(instance);
  await eventually('it has mails on their way', async () => (await writes.onTheirWay(name)).length > 1);
  process.kill(pid, 'SIGSTOP');
  const letters = await writes.onTheirWay(name);
  await eventually('none is its own any more', async () => (await writes.onTheirWay(name)).length === 0, 30_000);
  const taken = await writes.takenFrom(name, letters);
  process.kill(pid, 'SIGCONT');
  await eventually('it was told so', () => refusedIn(instance) - before >= taken, 30_000);
  return { taken, refused: refusedIn(instance) - before };
}

/** A late write meets the fence; one whose transaction stood still as well finds its connection gone. */
function refusedIn({ lives }: Instance): number {
  return [
    ...(lives
      .at(-1)
      ?.stdout()
      .matchAll(/letter lost to another courier|letter failed/g) ?? []),
  ].length;
}
