import { upperTail } from './normal.ts';
import { ranksOf } from './ranks.ts';

/** The two-sided Wilcoxon signed-rank test by its normal approximation, corrected for ties. Zeros say nothing. */
export function signedRankTest(differences: readonly number[]): number {
  const moved = differences.filter((each) => each !== 0);
  const n = moved.length;
  if (n === 0) return 1;
  const { ranks, ties } = ranksOf(moved.map(Math.abs));
  const positive = moved.reduce((sum, each, index) => sum + (each > 0 ? (ranks[index] ?? 0) : 0), 0);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  return Math.min(1, 2 * upperTail(Math.abs(positive - (n * (n + 1)) / 4) / Math.sqrt(variance)));
}
