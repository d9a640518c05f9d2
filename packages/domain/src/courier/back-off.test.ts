import { describe, expect, it } from 'vitest';
import { backOffMs, LONGEST_BACK_OFF_MS } from './back-off.ts';

describe('backOffMs', () => {
  it('waits longer after each attempt, and never longer than 15 minutes give or take a fifth', () => {
    const delays = [1, 2, 3, 4, 5, 6, 1_000].map((attempts) => backOffMs(attempts, 0.5));
    expect(backOffMs(9, 0.999999)).toBeLessThanOrEqual(LONGEST_BACK_OFF_MS);
    expect(delays).toEqual([5_000, 15_000, 60_000, 300_000, 900_000, 900_000, 900_000]);
  });

  it('spreads letters that failed together by a fifth either way', () => {
    expect([backOffMs(1, 0), backOffMs(1, 0.999999)]).toEqual([4_000, 6_000]);
  });
});
