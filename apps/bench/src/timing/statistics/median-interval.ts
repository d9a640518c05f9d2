import { atMost } from './binomial.ts';

export interface MedianInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const OUTSIDE_EACH_SIDE = 0.025;

/**
 * The median with its bootstrap 95 % interval. No draws are needed: a resampled median is at most the i-th smallest value
 * if and only if at least half of n draws are among the i smallest, which is a binomial chance (Efron 1979).
 */
export function medianInterval(values: readonly number[]): MedianInterval {
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [
    rankReaching(OUTSIDE_EACH_SIDE, sorted.length),
    rankReaching(1 - OUTSIDE_EACH_SIDE, sorted.length),
  ];
  const nth = (rank: number): number => sorted[rank - 1] ?? Number.NaN;
  const middle = (sorted.length + 1) / 2;
  return { median: (nth(Math.floor(middle)) + nth(Math.ceil(middle))) / 2, low: nth(low), high: nth(high) };
}

/** The smallest rank that a resampled median does not exceed with at least this chance. */
function rankReaching(chance: number, n: number): number {
  let [below, reaching] = [0, n];
  while (reaching - below > 1) {
    const rank = Math.floor((below + reaching) / 2);
    if (1 - atMost(Math.ceil(n / 2) - 1, n, rank / n) >= chance) reaching = rank;
    else below = rank;
  }
  return reaching;
}
