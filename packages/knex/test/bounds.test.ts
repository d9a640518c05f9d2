import { Overloaded } from '@rekey/domain';
import { describe, expect, it } from 'vitest';
import { KINDS, migrated } from './databases.ts';
import { request, user } from './sample-rows.ts';

/** What became of a crowd: how many were served, and why the others were not. */
async function ends(crowd: readonly Promise<unknown>[]) {
  const settled = await Promise.allSettled(crowd);
  const refusals = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  return { served: settled.length - refusals.length, refusals };
}

const times = <Answer>(count: number, ask: (index: number) => Promise<Answer>) =>
  Array.from({ length: count }, (_, index) => ask(index));

describe.each(KINDS)('a crowd before %s', (kind) => {
  it('of look-ups is refused beyond the bound, and everybody is found again when it is over', async () => {
    const [{ directory, users }] = await migrated(kind, { maxWaitingLookUps: 5 });
    await users?.add(user('jane'));
    const { served, refusals } = await ends(times(20, () => directory.findByName('jane')));
    expect([served, refusals]).toEqual([5, Array(15).fill(expect.any(Overloaded))]);
    expect(await directory.findByName('jane')).toMatchObject({ username: 'jane' });
  });

  it('of requests is refused beyond the bound, and keeps no row of what was refused', async () => {
    const [{ letters }] = await migrated(kind, { maxWaitingPosts: 5 });
    const { served, refusals } = await ends(times(20, (index) => letters.post(request(`user ${index}`))));
    expect([served, refusals]).toEqual([5, Array(15).fill(expect.any(Overloaded))]);
    expect(await letters.list({ limit: 100 })).toHaveLength(5);
    expect(await letters.post(request('the next'))).toBe('posted');
  });

  it('of units is refused when its time is over, and leaves connections for what is a single statement', async () => {
    const limits = { unitWaitMs: 200, maxConnections: 4 };
    const [{ units, letters, directory }] = await migrated(kind, { limits });
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const crowd = times(20, () => units.run(() => ended));
    await expect(Promise.race(crowd)).rejects.toBeInstanceOf(Overloaded);
    expect(await directory.findByName('nobody')).toBeNull();
    if (kind !== 'SQLite') expect(await letters.post(request('jane'))).toBe('posted');
    end();
    const { served, refusals } = await ends(crowd);
    expect(served).toBe(kind === 'SQLite' ? 1 : 2);
    expect(refusals).toEqual(Array(20 - served).fill(expect.any(Overloaded)));
    expect(await units.run(async () => 'served')).toBe('served');
  });
});
