import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type HandOver, startHandOver } from './hand-over.ts';

/** A mail of three pieces, behind the valve. */
function open(handOver: HandOver): AsyncIterator<Buffer> {
  return handOver.talk(Buffer.alloc(5_000, 'x'))[Symbol.asyncIterator]();
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
    handOver.finish();
  });

  it('lets nothing more through once it was ended', async () => {
    const handOver = startHandOver(5_000);
    const pieces = open(handOver);
    await pieces.next();
    handOver.end('the courier stops');
    await expect(pieces.next()).rejects.toThrow('the courier stops');
    expect(handOver.progress).toBe('sending');
  });

  it('lets nothing through once it was finished, and begins with no mail', async () => {
    const handOver = startHandOver(5_000);
    handOver.finish();
    expect(() => open(handOver)).toThrow('the hand-over was over');
    expect(handOver.progress).toBe('connecting');
  });

  it('ends whatever waits within it at the deadline, and says why', async () => {
    const handOver = startHandOver(5);
    await expect(handOver.within(new Promise(() => {}))).rejects.toThrow('the time was up');
    expect(handOver.isOver).toBe(true);
  });

  it('shuts the valve at the deadline, also while no timer can fire', async () => {
    const handOver = startHandOver(20);
    const pieces = open(handOver);
    await pieces.next();
    // Woken by a file and not by a timer, the event loop passes the next piece before it looks at any timer.
    await stat('.');
    blockTheEventLoop(40);
    await expect(pieces.next()).rejects.toThrow('the time was up');
    expect(handOver.progress).toBe('sending');
  });

  it('is not fooled by a deadline beyond what timers can count', async () => {
    const handOver = startHandOver(Number.MAX_SAFE_INTEGER);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(handOver.isOver).toBe(false);
    handOver.finish();
  });
});
