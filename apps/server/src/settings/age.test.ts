import { describe, expect, it } from 'vitest';
import { parseAge } from './age.ts';

describe('parseAge', () => {
  it.each([
    ['1d', 86_400_000],
    ['30d', 2_592_000_000],
    ['3650d', 315_360_000_000],
    ['forever', null],
  ])('reads %s', (raw, ms) => {
    expect(parseAge(raw)).toBe(ms);
  });

  it.each(['', '0d', '30', 'd', '-1d', '1.5d', '01d', '3651d', '24h', '30 d', '30D', '30d\n', 'off', 'Forever', '٣d'])(
    'refuses %j',
    (raw) => {
      expect(parseAge(raw)).toBeUndefined();
    },
  );
});
