import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.ts';

describe('parseDuration', () => {
  it.each([
    ['1s', 1_000],
    ['90s', 90_000],
    ['5m', 300_000],
    ['24h', 86_400_000],
    ['1440m', 86_400_000],
    ['86400s', 86_400_000],
  ])('reads %s', (raw, ms) => {
    expect(parseDuration(raw)).toBe(ms);
  });

  it.each(['', '0s', '1', 's', '-1s', '1.5h', '01s', '25h', '86401s', '1d', '500ms', '1 h', ' 1h', '1H', '1h\n', '٣m'])(
    'refuses %j',
    (raw) => {
      expect(parseDuration(raw)).toBeUndefined();
    },
  );
});
