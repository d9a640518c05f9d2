import { expect, it } from 'vitest';
import { steadyRate } from './steady-rate.ts';

it('leaves out the first quarter', () => {
  expect(steadyRate([0, 5_000, 5_100, 5_200, 5_300, 5_400, 5_500, 5_600])).toBeCloseTo(10);
});

it('is not a number of too few', () => {
  expect(steadyRate([])).toBeNaN();
  expect(steadyRate([3])).toBeNaN();
});
