import { describe, expect, it } from 'vitest';
import { inGroups } from './in-groups.ts';

describe('inGroups', () => {
  it('carries together what arrives while a group is under way, and answers each its own', async () => {
    const groups: string[] = [];
    let letGo = () => {};
    const underWay = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const write = inGroups(async (items: readonly number[]) => {
      groups.push(items.join());
      if (groups.length === 1) await underWay;
      return items.map((item) => item * 10);
    });
    const first = write(1);
    await Promise.resolve();
    const rest = [write(2), write(3), write(4)];
    expect(groups).toEqual(['1']);
    letGo();
    expect(await Promise.all([first, ...rest])).toEqual([10, 20, 30, 40]);
    expect(groups).toEqual(['1', '2,3,4']);
  });

  it('fails all of a group that fails, and goes on with the next', async () => {
    const write = inGroups(async (items: readonly number[]) => {
      if (items.includes(1)) throw new Error('no');
      return items;
    });
    const ends = await Promise.allSettled([write(1), write(2)]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await write(3)).toBe(3);
  });
});
