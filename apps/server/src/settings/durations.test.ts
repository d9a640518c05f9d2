import { describe, expect, it } from 'vitest';
import { parseAge, parseDuration, parseLease, parseRate, parseTimeout } from './durations.ts';

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

describe('parseTimeout', () => {
  it.each([
    ['1s', 1_000],
    ['5m', 300_000],
    ['301s', undefined],
    ['1h', undefined],
    ['0s', undefined],
    ['5', undefined],
  ])('reads %s as %s', (raw, ms) => {
    expect(parseTimeout(raw)).toBe(ms);
  });
});

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
