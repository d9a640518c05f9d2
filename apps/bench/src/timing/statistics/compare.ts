import { type MedianInterval, medianInterval } from './median-interval.ts';
import { zExceededBy } from './normal.ts';
import { signTest } from './sign-test.ts';
import { signedRankTest } from './signed-rank-test.ts';

/** How one class differs from another in paired measurements; in the unit of the measurements. */
export interface Comparison extends MedianInterval {
  /** A shift of the median that would be found 95 times in 100. */
  readonly detectable: number;
  readonly signP: number;
  readonly rankP: number;
  /** Both tests call it a difference, at their share of the level. */
  readonly found: boolean;
}

/** The level of the whole table; each comparison has its share of it (Bonferroni). */
const LEVEL = 1e-5;
const MISSED = 0.05;
const Z_95 = 1.96;

/** Differences first: what a block's two requests share, an interrupt or a checkpoint, then says nothing. */
export function compare(ones: readonly number[], others: readonly number[], comparisons: number): Comparison {
  const differences = ones.map((one, index) => one - (others[index] ?? Number.NaN));
  const interval = medianInterval(differences);
  const [signP, rankP] = [signTest(differences), signedRankTest(differences)];
  const level = LEVEL / comparisons;
  const error = (interval.high - interval.low) / (2 * Z_95);
  const detectable = (zExceededBy(level / 2) + zExceededBy(MISSED)) * error;
  return { ...interval, detectable, signP, rankP, found: signP < level && rankP < level };
}
