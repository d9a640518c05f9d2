import { describe, expect, it } from 'vitest';
import { forEachLimit } from './for-each-limit.ts';

describe('forEachLimit', () => {
  it('does every item once, in order, and never more than the limit at a time', async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await forEachLimit([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      begun.push(item);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('takes an item from its source when there is room for it, and not before', async () => {
    const taken: number[] = [];
    async function* source() {
      for (let item = 1; item <= 5; item += 1) {
        taken.push(item);
        yield item;
      }
    }
    const seen: string[] = [];
    await forEachLimit(source(), 2, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(taken.join(''));
    });
    expect(seen[0]).toBe('12');
    expect(seen.at(-1)).toBe('12345');
  });

  it('widens while its limit does, and narrows again', async () => {
    let limit = 1;
    let running = 0;
    const atOnce: number[] = [];
    await forEachLimit(
      [1, 2, 3, 4, 5, 6, 7, 8],
      () => limit,
      async (item) => {
        running += 1;
        limit = item >= 2 && item < 6 ? 3 : 1;
        await new Promise((resolve) => setImmediate(resolve));
        atOnce.push(running);
        running -= 1;
      },
    );
    expect(atOnce).toHaveLength(8);
    expect(Math.max(...atOnce)).toBe(3);
    expect(atOnce.at(-1)).toBe(1);
  });

  it('does every item, however much its limit narrows', async () => {
    const items = Array.from({ length: 20 }, (_, n) => n);
    const done: number[] = [];
    let limit = 5;
    await forEachLimit(
      items,
      () => limit,
      async (item) => {
        limit = 1;
        await new Promise((resolve) => setImmediate(resolve));
        done.push(item);
      },
    );
    expect(done).toEqual(items);
  });

  it('ends with the fault of work that throws, and takes no item behind it', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      if (item === 2) throw new Error('two');
    };
    await expect(forEachLimit([1, 2, 3, 4], 1, work)).rejects.toThrow('two');
    expect(begun).toEqual([1, 2]);
  });

  it('has nothing to do for nothing', async () => {
    await expect(forEachLimit([], 3, () => Promise.reject(new Error('called')))).resolves.toBeUndefined();
  });
});
