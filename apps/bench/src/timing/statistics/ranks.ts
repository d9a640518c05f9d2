/** The rank of each value from 1, equal ones sharing the mean of theirs, and what those ties take from a variance: the sum of t³ - t. */
export function ranksOf(values: readonly number[]): { readonly ranks: Float64Array; readonly ties: number } {
  const order = Float64Array.from(values.keys()).sort((one, other) => at(values, one) - at(values, other));
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to += 1;
    for (const index of order.subarray(from, to)) ranks[index] = (from + 1 + to) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, ties };
}

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? Number.NaN;
