import { describe, expect, it } from 'vitest';
import { parsePatience } from './patience.ts';

describe('parsePatience', () => {
  it.each([
    ['1s', 1_000],
    ['5m', 300_000],
    ['301s', undefined],
    ['1h', undefined],
    ['0s', undefined],
    ['5', undefined],
  ])('reads %s as %s', (raw, ms) => {
    expect(parsePatience(raw)).toBe(ms);
  });
});
