import { describe, expect, it } from 'vitest';
import { Overloaded } from './overloaded.ts';
import { createSemaphore } from './semaphore.ts';

/** Work that ends when it is told to, and remembers what has begun. */
function controlledWork() {
  const started: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      started.push(name);
      ends.set(name, (failure) => (failure ? reject(failure) : resolve(name)));
    });
  const end = async (name: string, failure?: Error): Promise<void> => {
    await settled();
    ends.get(name)?.(failure);
    await settled();
  };
  return { work, end, started };
}

/** Until everything that could go on has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createSemaphore', () => {
  it('runs as much as there are permits, and not a piece more', async () => {
    const { work, started } = controlledWork();
    const semaphore = createSemaphore({ permits: 2, maxWaiting: 2 });
    for (const name of ['a', 'b', 'c', 'd']) semaphore.run(work(name));
    await settled();
    expect(started).toEqual(['a', 'b']);
  });

  it('throws Overloaded, at once, to what finds the queue full', async () => {
    const { work, started } = controlledWork();
    const semaphore = createSemaphore({ permits: 1, maxWaiting: 1, resource: 'a hash' });
    semaphore.run(work('a'));
    semaphore.run(work('b'));
    await expect(semaphore.run(work('c'))).rejects.toEqual(new Overloaded('1 wait for a hash already'));
    expect(started).toEqual(['a']);
  });

  it('lets the waiting in by their order, one for each that is done', async () => {
    const { work, end, started } = controlledWork();
    const semaphore = createSemaphore({ permits: 1, maxWaiting: 2 });
    const results = ['a', 'b', 'c'].map((name) => semaphore.run(work(name)));
    for (const name of ['a', 'b', 'c']) await end(name);
    expect(started).toEqual(['a', 'b', 'c']);
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c']);
  });

  it('gives a permit back when the work fails', async () => {
    const { work, end, started } = controlledWork();
    const semaphore = createSemaphore({ permits: 1, maxWaiting: 1 });
    const failing = semaphore.run(work('a'));
    semaphore.run(work('b'));
    await Promise.all([expect(failing).rejects.toThrow('broken'), end('a', new Error('broken'))]);
    expect(started).toEqual(['a', 'b']);
  });

  it('gives a permit back when the work throws before it begins', async () => {
    const semaphore = createSemaphore({ permits: 1, maxWaiting: 0 });
    const thrower = () => {
      throw new Error('no work at all');
    };
    await expect(semaphore.run(thrower)).rejects.toThrow('no work at all');
    expect(await semaphore.run(async () => 'next')).toBe('next');
  });

  it('never lets a newcomer overtake the queue, whenever it comes', async () => {
    const { work, end, started } = controlledWork();
    const semaphore = createSemaphore({ permits: 1, maxWaiting: 1 });
    // Asks again as soon as the first is done, a moment before the waiting one can have begun.
    semaphore.run(work('first')).then(() => semaphore.run(work('newcomer')));
    semaphore.run(work('waiting'));
    await end('first');
    expect(started).toEqual(['first', 'waiting']);
    await end('waiting');
    expect(started).toEqual(['first', 'waiting', 'newcomer']);
  });

  it('lets patient work wait beyond the bounds', async () => {
    const { work, end, started } = controlledWork();
    const semaphore = createSemaphore({ permits: 1, maxWaiting: 0, maxWaitMs: 1 });
    semaphore.runPatiently(work('a'));
    semaphore.runPatiently(work('b'));
    await expect(semaphore.run(work('c'))).rejects.toBeInstanceOf(Overloaded);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await end('a');
    expect(started).toEqual(['a', 'b']);
  });

  it('says how busy it is, and how many it turned away', async () => {
    const { work, end } = controlledWork();
    const semaphore = createSemaphore({ permits: 1, maxWaiting: 1 });
    const ended = [semaphore.run(work('a')), semaphore.run(work('b'))];
    await expect(semaphore.run(work('c'))).rejects.toThrow(Overloaded);
    expect(semaphore.load()).toEqual({ running: 1, waiting: 1, refused: 1 });
    await end('a');
    await end('b');
    await Promise.all(ended);
    expect(semaphore.load()).toEqual({ running: 0, waiting: 0, refused: 1 });
  });
});
