import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type HandOver, startHandOver } from './hand-over.ts';

/** The content of a mail in three pieces, behind the valve. */
function open(handOver: HandOver): AsyncIterator<Buffer> {
  return handOver
    .valve(Readable.from(['one', 'two', 'three'].map((piece) => Buffer.from(piece))))
    [Symbol.asyncIterator]();
}

/** Nothing else runs meanwhile, no timer either. */
function blockTheEventLoop(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('startHandOver', () => {
  it('follows a mail from the connection to its last piece', async () => {
    const handOver = startHandOver(5_000);
    expect(handOver.progress).toBe('connecting');
    const pieces = open(handOver);
    expect(handOver.progress).toBe('talking');
    await pieces.next();
    expect(handOver.progress).toBe('sending');
    await pieces.next();
    await pieces.next();
    await pieces.next();
    expect(handOver.progress).toBe('complete');
    handOver.end('over');
  });

  it('lets nothing more through once it was ended', async () => {
    const handOver = startHandOver(5_000);
    const pieces = open(handOver);
    await pieces.next();
    handOver.end('the courier stops');
    await expect(pieces.next()).rejects.toThrow('the courier stops');
    expect(handOver.progress).toBe('sending');
  });

  it('aborts at the deadline, and says why', async () => {
    const handOver = startHandOver(5);
    await new Promise((resolve) => handOver.signal.addEventListener('abort', resolve));
    expect(handOver.signal.reason).toEqual(new Error('the time was up'));
  });

  it('shuts the valve at the deadline, also while no timer can fire', async () => {
    const handOver = startHandOver(20);
    const pieces = open(handOver);
    await pieces.next();
    const next = pieces.next();
    blockTheEventLoop(40);
    await expect(next.then(() => pieces.next())).rejects.toThrow('the time was up');
    expect(handOver.progress).toBe('sending');
  });

  it('is not fooled by a deadline beyond what timers can count', async () => {
    const handOver = startHandOver(Number.MAX_SAFE_INTEGER);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(handOver.signal.aborted).toBe(false);
    handOver.end('over');
  });
});
