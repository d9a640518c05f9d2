import { describe, expect, it } from 'vitest';
import { parseLease } from './lease.ts';

describe('REKEY_LEASE', () => {
  it.each([
    ['5s', 5_000],
    ['60s', 60_000],
    ['1h', 3_600_000],
  ])('takes %s', (raw, ms) => {
    expect(parseLease(raw)).toBe(ms);
  });

  it.each(['4s', '61m', '2h', '60', '0s', '1.5m', ''])('refuses %j', (raw) => {
    expect(parseLease(raw)).toBeUndefined();
  });
});
