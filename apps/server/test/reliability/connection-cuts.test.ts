import { openDatabase } from '@rekey/knex';
import { type Fate, printFigures, startCuttingProxy } from '@rekey/laboratory';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openGround } from './ground.ts';
import { addUser, mintFor, recoveryOn } from './recovery.ts';
import { tracesOf } from './traces.ts';

const NEW_PASSWORD = 'a password set over a bad line';

const table: Record<string, string | number>[] = [];
afterAll(() => printFigures('The line to PostgreSQL cut at each packet of set-password', table));

/** A line that can be told to break at the n-th packet from now. */
async function openLine(url: string) {
  let left = Number.POSITIVE_INFINITY;
  let fate: Fate = 'pass';
  let broken: string | null = null;
  const proxy = await startCuttingProxy(url, (said) => {
    left -= 1;
    if (left !== 0) return 'pass';
    broken = said;
    return fate;
  });
  onTestFinished(() => proxy.stop());
  return {
    url: proxy.url,
    breakAt(n: number, how: Fate) {
      [left, fate, broken] = [n, how, null];
    },
    /** What was said when it broke; `null` if not so much was said. */
    mend(): string | null {
      left = Number.POSITIVE_INFINITY;
      return broken;
    },
  };
}

describe('P10: a line that is cut at any packet of set-password', () => {
  it.each<Fate>(['cut before', 'cut after'])('answers 200 if and only if the hash is committed (%s)', async (how) => {
    const ground = await openGround('postgres');
    const line = await openLine(ground.url);
    const database = openDatabase({ url: line.url });
    onTestFinished(() => database.close());
    const direct = ground.open();
    const recovery = recoveryOn(database);
    const counts = { packets: 0, changed: 0, failed: 0, atCommit: 0, lies: 0 };
    for (let n = 1; ; n += 1) {
      const username = `user-${n}`;
      await addUser(direct, username, 'old');
      const token = await mintFor(direct, username);
      await database.ping();
      line.breakAt(n, how);
      const outcome = await recovery.setPassword(token, NEW_PASSWORD).catch(() => null);
      const said = line.mend();
      if (said === null) break;
      const { hash } = await tracesOf(ground, username);
      counts.packets += 1;
      counts.atCommit += Number(said.includes('COMMIT;'));
      counts.changed += Number(outcome?.kind === 'changed');
      counts.failed += Number(outcome === null);
      counts.lies += Number((outcome?.kind === 'changed') !== (hash === 'new'));
    }
    const { packets, atCommit, changed, failed, lies } = counts;
    const ends = { 'ended 200': changed, 'ended 500': failed, '200 without the hash, or the hash without 200': lies };
    table.push({ cut: how, packets, 'of them COMMIT': atCommit, ...ends });
    expect(counts).toMatchObject({ lies: 0, atCommit: 1 });
    expect(changed + failed).toBe(packets);
  });
});
