import { describe, expect, it } from 'vitest';
import { atMost } from './binomial.ts';
import { chanceOfGreater } from './chance-of-greater.ts';
import { compare } from './compare.ts';
import { medianInterval } from './median-interval.ts';
import { upperTail, zExceededBy } from './normal.ts';
import { ranksOf } from './ranks.ts';
import { signTest } from './sign-test.ts';
import { signedRankTest } from './signed-rank-test.ts';

/** Numbers in [0, 1) that are the same in every run. */
function dice(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Request times as they are: a floor, and a tail to the right. */
function times(count: number, seed: number, shift = 0): number[] {
  const random = dice(seed);
  return Array.from({ length: count }, () => 400 + shift - 20 * Math.log(1 - random()));
}

// Depression scores of nine patients before and after (Hollander and Wolfe 1973, p. 29), the example of R's `wilcox.test`.
const BEFORE = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const CHANGES = BEFORE.map((before, index) => before - (AFTER[index] ?? 0));

describe('upperTail', () => {
  it.each([
    [0, 0.5],
    [1, 0.158655253931],
    [1.959963985, 0.025],
    [3, 0.001349898032],
    [5, 2.866515719e-7],
    [8, 6.220960574e-16],
  ])('of %d is the tables’ %d', (z, tail) => {
    expect(Math.abs(upperTail(z) / tail - 1)).toBeLessThan(1e-8);
    expect(upperTail(-z)).toBeCloseTo(1 - tail, 9);
  });

  it('is what zExceededBy turns round', () => {
    expect(zExceededBy(0.025)).toBeCloseTo(1.959963985, 8);
    expect(zExceededBy(1e-5 / 2)).toBeCloseTo(4.417173, 5);
  });
});

describe('atMost', () => {
  it('adds up the binomial chances', () => {
    expect(atMost(0, 3, 0.5)).toBeCloseTo(1 / 8, 12);
    expect(atMost(2, 10, 0.3)).toBeCloseTo(0.3827827864, 10);
    expect(atMost(5_000, 10_000, 0.5)).toBeCloseTo(0.5 + 0.0079786461 / 2, 8);
    expect([atMost(-1, 5, 0.5), atMost(5, 5, 0.5), atMost(0, 5, 0), atMost(4, 5, 1)]).toEqual([0, 1, 1, 0]);
  });
});

describe('signTest', () => {
  it('counts signs and nothing else', () => {
    // Seven of eight: 2 (1 + 8) / 256.
    expect(signTest([1, 2, 3, 4, 5, 6, 7, -1000])).toBeCloseTo(18 / 256, 12);
    expect(signTest([1, -1, 0, 0])).toBe(1);
    expect(signTest([])).toBe(1);
  });
});

describe('ranksOf', () => {
  it('gives equal values the mean of their ranks', () => {
    expect(ranksOf([30, 10, 20, 20])).toEqual({ ranks: Float64Array.of(4, 1, 2.5, 2.5), ties: 6 });
  });
});

describe('signedRankTest', () => {
  it('says what the published example says, by its normal approximation', () => {
    // W+ = 40 of 45: z = (40 - 22.5) / sqrt(71.25).
    expect(signedRankTest(CHANGES)).toBeCloseTo(2 * upperTail(17.5 / Math.sqrt(71.25)), 12);
    expect(signedRankTest(CHANGES)).toBeCloseTo(0.0382, 3);
  });

  it('does not care which of the two came first, and finds nothing in nothing', () => {
    expect(signedRankTest(CHANGES.map((each) => -each))).toBeCloseTo(signedRankTest(CHANGES), 12);
    expect(signedRankTest([0, 0])).toBe(1);
  });
});

describe('medianInterval', () => {
  it('is what drawing again and again comes to', () => {
    const values = times(101, 7);
    const random = dice(3);
    const drawn = Array.from({ length: 20_000 }, () => {
      const sample = Float64Array.from(values, () => values[Math.floor(random() * values.length)] ?? 0).sort();
      return sample[50] ?? 0;
    }).sort((one, other) => one - other);
    const sorted = [...values].sort((one, other) => one - other);
    const { median, low, high } = medianInterval(values);
    expect(median).toBe(sorted[50]);
    // The same values, or their neighbours: the draws are chance.
    expect(Math.abs(sorted.indexOf(low) - sorted.indexOf(drawn[499] ?? 0))).toBeLessThanOrEqual(1);
    expect(Math.abs(sorted.indexOf(high) - sorted.indexOf(drawn[19_499] ?? 0))).toBeLessThanOrEqual(1);
  });

  it('takes the mean of the two in the middle, and is not a number of nothing', () => {
    expect(medianInterval([4, 1, 3, 2]).median).toBe(2.5);
    expect(medianInterval([]).median).toBeNaN();
  });
});

describe('chanceOfGreater', () => {
  it('counts the pairs', () => {
    // Of nine pairs 3 > 1, 3 > 2, 5 > all three, 2 > 1 and one draw: 6.5.
    expect(chanceOfGreater([3, 5, 2], [1, 4, 2]).chance).toBeCloseTo(6.5 / 9, 12);
    expect(chanceOfGreater([1, 2], [3, 4]).chance).toBe(0);
    expect(chanceOfGreater([7], [7]).chance).toBe(0.5);
  });

  it('has an interval that narrows with the square root of the trials', () => {
    const { chance, low, high } = chanceOfGreater(times(1_000, 1), times(1_000, 2));
    expect(high - low).toBeCloseTo(2 * 1.96 * Math.sqrt(2_001 / 12_000_000), 10);
    expect(Math.abs(chance - 0.5)).toBeLessThan(0.04);
  });
});

describe('compare', () => {
  it('finds a shift of what it calls detectable, and none where there is none', () => {
    const known = times(10_000, 11);
    const same = compare(times(10_000, 12), known, 8);
    expect(same.found).toBe(false);
    expect(same.low).toBeLessThan(0);
    expect(same.high).toBeGreaterThan(0);
    expect(same.detectable).toBeLessThan(2.5);
    const slower = compare(times(10_000, 12, same.detectable * 1.3), known, 8);
    expect(slower.found).toBe(true);
    expect(slower.median - same.median).toBeCloseTo(same.detectable * 1.3, 6);
  });

  it('looks at differences within a block: what both of them waited for says nothing', () => {
    const random = dice(5);
    const weather = Array.from({ length: 2_000 }, () => 1_000 * random());
    const [ones, others] = [times(2_000, 21, 5), times(2_000, 22)];
    const paired = compare(
      ones.map((one, index) => one + (weather[index] ?? 0)),
      others.map((other, index) => other + (weather[index] ?? 0)),
      8,
    );
    expect(paired.median).toBeCloseTo(compare(ones, others, 8).median, 6);
  });
});
