import { atMost } from './binomial.ts';

/** The two-sided sign test: how likely are so unequal numbers of positive and negative differences by chance? Zeros say nothing. */
export function signTest(differences: readonly number[]): number {
  const positive = differences.filter((each) => each > 0).length;
  const negative = differences.filter((each) => each < 0).length;
  return Math.min(1, 2 * atMost(Math.min(positive, negative), positive + negative, 0.5));
}
