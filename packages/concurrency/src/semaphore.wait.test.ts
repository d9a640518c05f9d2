import { describe, expect, it } from 'vitest';
import { Overloaded } from './overloaded.ts';
import { createSemaphore } from './semaphore.ts';

/** Work that lasts until it is ended. */
function lasting(): { readonly work: () => Promise<void>; begun: boolean; end(): void } {
  let end = () => {};
  const lasts = new Promise<void>((resolve) => {
    end = resolve;
  });
  const piece = {
    begun: false,
    work: () => {
      piece.begun = true;
      return lasts;
    },
    end: () => end(),
  };
  return piece;
}

describe('createSemaphore with a time limit', () => {
  it('lets so many through at once, and the others in the order in which they came', async () => {
    const { run } = createSemaphore({ permits: 2, maxWaitMs: 10_000 });
    const pieces = [lasting(), lasting(), lasting(), lasting()] as const;
    const ends = pieces.map(({ work }) => run(work));
    await Promise.resolve();
    await Promise.resolve();
    expect(pieces.map(({ begun }) => begun)).toEqual([true, true, false, false]);
    pieces[1].end();
    await ends[1];
    expect(pieces.map(({ begun }) => begun)).toEqual([true, true, true, false]);
    for (const { end } of pieces) end();
    await Promise.all(ends);
  });

  it('gives its permit on when the work fails', async () => {
    const { run } = createSemaphore({ permits: 1, maxWaitMs: 10_000 });
    await expect(run(() => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
    expect(await run(async () => 'in')).toBe('in');
  });

  it('throws Overloaded to what has waited too long, without a call of the work, and goes on', async () => {
    const { run } = createSemaphore({ permits: 1, maxWaitMs: 20, resource: 'a transaction' });
    const first = lasting();
    const running = run(first.work);
    const late = lasting();
    await expect(run(late.work)).rejects.toEqual(new Overloaded('waited 20 ms for a transaction'));
    first.end();
    await running;
    expect(late.begun).toBe(false);
    expect(await run(async () => 'in')).toBe('in');
  });

  it('gives a place in the queue back when its waiting is over', async () => {
    const { run } = createSemaphore({ permits: 1, maxWaiting: 1, maxWaitMs: 20 });
    const first = lasting();
    const running = run(first.work);
    await expect(run(async () => 'late')).rejects.toBeInstanceOf(Overloaded);
    const next = run(async () => 'in time');
    first.end();
    await running;
    expect(await next).toBe('in time');
  });
});
