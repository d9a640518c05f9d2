import { expect, it } from 'vitest';
import { lastingFrom } from './lasting-from.ts';

it('goes by the pace of those that are gone, and by none while the first are under way', () => {
  let now = 1_000;
  const lastsMs = lastingFrom({ monotonicMs: () => now }, 50, 5);
  now += 20;
  expect(lastsMs(0)).toBe(Number.POSITIVE_INFINITY);
  expect(lastsMs(5)).toBe(Number.POSITIVE_INFINITY);
  expect(lastsMs(10)).toBe(80);
  now += 980;
  expect(lastsMs(25)).toBe(1_000);
  expect(lastsMs(50)).toBe(0);
});
