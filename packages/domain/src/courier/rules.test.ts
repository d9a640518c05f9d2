import { describe, expect, it } from 'vitest';
import { DEFAULT_COURIER_RULES, mailDeadlineFor, settlingTimeOf } from './rules.ts';

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
