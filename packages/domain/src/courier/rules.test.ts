import { describe, expect, it } from 'vitest';
import { backOffMs, DEFAULT_COURIER_RULES, LONGEST_BACK_OFF_MS, mailDeadlineFor, settlingTimeOf } from './rules.ts';

describe('courier rules', () => {
  it('give a mail 45 s of the usual minute and its settling 5', () => {
    expect(DEFAULT_COURIER_RULES).toMatchObject({ leaseMs: 60_000, mailDeadlineMs: 45_000 });
    expect(settlingTimeOf(60_000)).toBe(5_000);
  });

  it.each([5_000, 30_000, 60_000, 3_600_000])(
    'leave time to start, hand over and settle within a lease of %i ms',
    (leaseMs) => {
      const handOver = mailDeadlineFor(leaseMs);
      const settling = settlingTimeOf(leaseMs);
      expect(Math.min(handOver, settling)).toBeGreaterThan(0);
      expect(leaseMs - handOver - settling).toBeGreaterThanOrEqual(leaseMs / 6 - 1);
    },
  );
});

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
