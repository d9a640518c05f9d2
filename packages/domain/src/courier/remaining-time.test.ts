import { describe, expect, it } from 'vitest';
import { remainingTime } from './remaining-time.ts';

describe('remainingTime', () => {
  it('goes by the pace of those that are gone, and by none while the first are under way', () => {
    let now = 1_000;
    const remainingMs = remainingTime({ monotonicMs: () => now, after: () => () => {} }, 50, 5);
    now += 20;
    expect(remainingMs(0)).toBe(Number.POSITIVE_INFINITY);
    expect(remainingMs(5)).toBe(Number.POSITIVE_INFINITY);
    expect(remainingMs(10)).toBe(80);
    now += 980;
    expect(remainingMs(25)).toBe(1_000);
    expect(remainingMs(50)).toBe(0);
  });
});
