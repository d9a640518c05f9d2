import { describe, expect, it } from 'vitest';
import { createBatcher, settleBatch } from './batcher.ts';
import { Overloaded } from './overloaded.ts';

/** Work that fails if 3 is among its items, and remembers what it was given. */
function workThatThreeBreaks() {
  const given: string[] = [];
  const work = async (items: readonly number[]) => {
    given.push(items.join());
    if (items.includes(3)) throw new Error('three');
    return items.map((item) => item * 10);
  };
  return { given, work };
}

const EACH_ALONE = { concurrency: 2, isFinal: (fault: unknown) => fault instanceof RangeError };

describe('settleBatch', () => {
  it('does all at once where nothing fails', async () => {
    const { given, work } = workThatThreeBreaks();
    expect(await settleBatch([1, 2], work, EACH_ALONE)).toEqual([
      { status: 'fulfilled', value: 10 },
      { status: 'fulfilled', value: 20 },
    ]);
    expect(given).toEqual(['1,2']);
  });

  it('does each alone where all at once fails: only the bad one fails, and the order stays', async () => {
    const { given, work } = workThatThreeBreaks();
    expect(await settleBatch([1, 3, 2], work, EACH_ALONE)).toEqual([
      { status: 'fulfilled', value: 10 },
      { status: 'rejected', reason: new Error('three') },
      { status: 'fulfilled', value: 20 },
    ]);
    expect(given.sort()).toEqual(['1', '1,3,2', '2', '3']);
  });

  it('tries no more of them at once than it is told', async () => {
    let running = 0;
    let most = 0;
    await settleBatch(
      [1, 2, 3, 4, 5, 6],
      async (items) => {
        if (items.length > 1) throw new Error('together');
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return items;
      },
      EACH_ALONE,
    );
    expect(most).toBe(2);
  });

  it.each([new RangeError('final'), new Overloaded('full')])(
    'does nothing twice where no single item can be to blame: %s',
    async (fault) => {
      let runs = 0;
      const work = async () => {
        runs += 1;
        throw fault;
      };
      const rejected = { status: 'rejected', reason: fault };
      expect(await settleBatch([1, 2], work, EACH_ALONE)).toEqual([rejected, rejected]);
      expect(runs).toBe(1);
    },
  );

  it('does nothing twice without a fallback, nor for a single item', async () => {
    const { given, work } = workThatThreeBreaks();
    await settleBatch([2, 3], work);
    await settleBatch([3], work, EACH_ALONE);
    expect(given).toEqual(['2,3', '3']);
  });
});

describe('createBatcher with a fallback', () => {
  it('fails only the bad item of a batch, and gives the others their own results', async () => {
    const { work } = workThatThreeBreaks();
    const add = createBatcher(work, { fallback: EACH_ALONE });
    expect(await Promise.allSettled([add(1), add(3), add(2)])).toEqual([
      { status: 'fulfilled', value: 10 },
      { status: 'rejected', reason: new Error('three') },
      { status: 'fulfilled', value: 20 },
    ]);
  });
});
