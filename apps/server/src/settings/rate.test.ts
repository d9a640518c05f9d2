import { describe, expect, it } from 'vitest';
import { parseRate } from './rate.ts';

describe('parseRate', () => {
  it('reads a number and its window', () => {
    expect(parseRate('3/1h')).toEqual({ count: 3, windowMs: 3_600_000 });
  });

  it('reads off as no limit', () => {
    expect(parseRate('off')).toBeNull();
  });

  it.each(['', '3', '0/1m', '3/', '/1m', '3/1m/1m', '-3/1m', '3 / 1m', '1.5/1m', 'OFF', '3/1d'])(
    'refuses %j',
    (raw) => {
      expect(parseRate(raw)).toBeUndefined();
    },
  );
});
