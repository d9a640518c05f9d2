import { describe, expect, it } from 'vitest';
import { turnstile } from './turnstile.ts';

/** Work that lasts until somebody ends it. */
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

describe('turnstile', () => {
  it('lets so many through at once, and the others in the order in which they came', async () => {
    const through = turnstile(2, 10_000);
    const pieces = [lasting(), lasting(), lasting(), lasting()] as const;
    const ends = pieces.map(({ work }) => through(work));
    await Promise.resolve();
    expect(pieces.map(({ begun }) => begun)).toEqual([true, true, false, false]);
    pieces[1].end();
    await ends[1];
    expect(pieces.map(({ begun }) => begun)).toEqual([true, true, true, false]);
    for (const { end } of pieces) end();
    await Promise.all(ends);
  });

  it('gives its place on when the work fails', async () => {
    const through = turnstile(1, 10_000);
    await expect(through(() => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
    expect(await through(async () => 'in')).toBe('in');
  });

  it('refuses whoever has waited too long, without a call of the work, and stays passable', async () => {
    const through = turnstile(1, 20);
    const first = lasting();
    const passing = through(first.work);
    const late = lasting();
    await expect(through(late.work)).rejects.toThrow('no turn for a transaction within 20 ms');
    first.end();
    await passing;
    expect(late.begun).toBe(false);
    expect(await through(async () => 'in')).toBe('in');
  });
});
