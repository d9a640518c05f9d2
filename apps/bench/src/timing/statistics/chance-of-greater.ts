import { ranksOf } from './ranks.ts';

export interface ChanceOfGreater {
  /** 0.5 when there is nothing to tell them apart. */
  readonly chance: number;
  /** 95 %, as if nothing told them apart. */
  readonly low: number;
  readonly high: number;
}

const Z_95 = 1.96;

/** The chance that one of `ones` is greater than one of `others` (area under the ROC curve, Mann-Whitney); equal ones count half. */
export function chanceOfGreater(ones: readonly number[], others: readonly number[]): ChanceOfGreater {
  const [n, m] = [ones.length, others.length];
  const { ranks } = ranksOf([...ones, ...others]);
  const sum = ranks.subarray(0, n).reduce((total, rank) => total + rank, 0);
  const chance = (sum - (n * (n + 1)) / 2) / (n * m);
  const reach = Z_95 * Math.sqrt((n + m + 1) / (12 * n * m));
  return { chance, low: chance - reach, high: chance + reach };
}
