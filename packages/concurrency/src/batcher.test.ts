import { describe, expect, it } from 'vitest';
import { type BatcherOptions, createBatcher } from './batcher.ts';
import { Overloaded } from './overloaded.ts';

interface Batch {
  readonly items: readonly string[];
  end(): void;
  fail(fault: Error): void;
}

/** A batcher whose batches end when they are told to. */
function controlled(options: BatcherOptions = {}) {
  const batches: Batch[] = [];
  const add = createBatcher<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        batches.push({ items, end: () => resolve(items.map((item) => `${item}!`)), fail: reject });
      }),
    options,
  );
  return { batches, add };
}

/** Until everything that could go on has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('createBatcher', () => {
  it('begins with what is there in the same step, and lets what comes later share the next batch', async () => {
    const { batches, add } = controlled();
    const first = [add('a'), add('b')];
    await settled();
    const second = [add('c'), add('d')];
    await settled();
    expect(batches.map(({ items }) => items)).toEqual([['a', 'b']]);
    batches[0]?.end();
    expect(await Promise.all(first)).toEqual(['a!', 'b!']);
    await settled();
    expect(batches[1]?.items).toEqual(['c', 'd']);
    batches[1]?.end();
    expect(await Promise.all(second)).toEqual(['c!', 'd!']);
  });

  it('begins in a microtask where it is not told otherwise', async () => {
    const { batches, add } = controlled();
    const first = add('a');
    await Promise.resolve();
    const rest = [add('b'), add('c')];
    expect(batches.map(({ items }) => items)).toEqual([['a']]);
    batches[0]?.end();
    await first;
    await settled();
    batches[1]?.end();
    expect(await Promise.all(rest)).toEqual(['b!', 'c!']);
  });

  it('begins when its schedule says so, and then with everything that came until then', async () => {
    const { batches, add } = controlled({ schedule: setImmediate });
    const first = add('a');
    await Promise.resolve();
    const second = add('b');
    await settled();
    expect(batches.map(({ items }) => items)).toEqual([['a', 'b']]);
    batches[0]?.end();
    expect(await Promise.all([first, second])).toEqual(['a!', 'b!']);
  });

  it('takes so many at most into one batch', async () => {
    const { batches, add } = controlled({ maxBatch: 2 });
    const all = Promise.all(['a', 'b', 'c'].map(add));
    for (const batch of [0, 1]) {
      await settled();
      batches[batch]?.end();
      await settled();
    }
    await all;
    expect(batches.map(({ items }) => items)).toEqual([['a', 'b'], ['c']]);
  });

  it('fails all of a batch that fails, and goes on with the next', async () => {
    const { batches, add } = controlled();
    const first = Promise.allSettled([add('a'), add('b')]);
    await settled();
    const next = add('c');
    batches[0]?.fail(new Error('sunk'));
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await settled();
    batches[1]?.end();
    expect(await next).toBe('c!');
  });

  it('fails all of a batch whose work throws before it begins', async () => {
    const add = createBatcher(() => {
      throw new Error('no work at all');
    });
    await expect(add('a')).rejects.toThrow('no work at all');
    await expect(add('b')).rejects.toThrow('no work at all');
  });

  it('throws Overloaded, at once, to what comes when as many wait as may', async () => {
    const { batches, add } = controlled({ maxBatch: 1, maxWaiting: 1, resource: 'a look-up' });
    const first = add('a');
    await settled();
    const second = add('b');
    await expect(add('c')).rejects.toEqual(new Overloaded('1 wait for a look-up already'));
    for (const batch of [0, 1]) {
      batches[batch]?.end();
      await settled();
    }
    expect(await Promise.all([first, second])).toEqual(['a!', 'b!']);
  });
});
