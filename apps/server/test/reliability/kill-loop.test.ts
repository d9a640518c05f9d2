import { eventually, printFigures, rounds } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES } from '../journey/stage.ts';
import { gatherCrowd } from './crowd.ts';
import { createInstance, type Instance } from './instance.ts';
import { type Kill, killAtRandom, recoveryOf } from './kills.ts';
import { openPlace } from './place.ts';
import { drained, figuresOf, reckon } from './reckoning.ts';

const KILLS = rounds(3, 200);
const ACKNOWLEDGED = rounds(100, 10_000);
// Each request takes a name of its own, also those that a kill cuts.
const USERS = rounds(10_000, 200_000);
const DRAIN_MS = rounds(120_000, 600_000);

describe.each(ENGINES)('rekey serve on %s under 20 clients, killed with -9 again and again', (engine) => {
  it('loses no acknowledged request, whoever is killed and when', { timeout: rounds(240_000, 1_800_000) }, async () => {
    const place = await openPlace(engine, { users: USERS, settings: { REKEY_LEASE: '5s' } });
    onTestFinished(() => place.close());
    const instance = await createInstance(place);
    onTestFinished(() => instance.killBoth());
    await instance.start();
    const crowd = gatherCrowd(place, { origins: [instance.origin], restMs: rounds(1_000, 700) });
    const kills = await killAtRandom(instance, (so) => so >= KILLS && crowd.acknowledged.length >= ACKNOWLEDGED);
    await crowd.leave();
    await drained(place, DRAIN_MS);

    const result = await reckon(place, crowd, instance.origin);
    printFigures(`kill -9 loop on ${engine}`, [
      {
        'kills (courier, server, both)': counted(kills),
        ...figuresOf(result, crowd),
        ...recoveryOf(kills, crowd, place),
      },
    ]);
    expect(result).toMatchObject({ lost: [], unasked: 0, deadLinks: [] });
    expect((await instance.stop()).code).toBe(0);
    await everythingEnded(instance);
  });
});

function counted(kills: readonly Kill[]): string {
  const of = (victim: Kill['victim']) => kills.filter((kill) => kill.victim === victim).length;
  return `${kills.length} (${of('courier')}, ${of('server')}, ${of('both')})`;
}

/** Couriers whose server was killed over their heads, too. */
function everythingEnded({ lives }: Instance): Promise<unknown> {
  let left = lives.length;
  for (const { ended } of lives) void ended.then(() => (left -= 1));
  return eventually('every server and every courier has ended', () => left === 0, 15_000);
}
