/** What a figure has to reach: a share of its limit, no more than so many times it, or a bound of its own. */
export type Goal =
  | { readonly kind: 'share'; readonly atLeast: number }
  | { readonly kind: 'times'; readonly atMost: number }
  | { readonly kind: 'bound'; readonly below: number };

/** One line of a table: ours beside its limit, a value for each round. */
export interface Figure {
  /** What was measured and on what, with its unit. */
  readonly what: string;
  readonly ours: readonly number[];
  readonly limit?: readonly number[];
  readonly goal?: Goal;
}

/** A ratio for each round, never one of two medians: only slices of one round saw the same machine. */
export function ratiosOf({ ours, limit = [] }: Figure): readonly number[] {
  return ours.slice(0, limit.length).map((value, round) => value / (limit[round] ?? Number.NaN));
}
