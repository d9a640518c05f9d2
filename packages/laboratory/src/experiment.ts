/** True in `npm run test:long`: the same experiments with the numbers that docs/reliability.md shows. */
export const isLong = process.env['REKEY_TEST_LONG'] === '1';

/** How many rounds, kills or requests: a few in every run, many in the long one. */
export function rounds(short: number, long: number): number {
  return isLong ? long : short;
}

/** Every experiment draws from this seed and prints it, so that a failure can be run again: `REKEY_TEST_SEED=<n>`. */
export const seed = Number(process.env['REKEY_TEST_SEED'] ?? Date.now() % 1_000_000_007);

/** Numbers in [0, 1) that depend on the seed alone (a linear congruential generator: for choosing, not for secrets). */
export function chance(stream = 0): () => number {
  let state = (seed ^ (stream * 0x9e37_79b9)) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Prints what an experiment measured as a Markdown table, ready for the docs. */
export function printFigures(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const names = Object.keys(first);
  const table = [
    line(names),
    line(names.map(() => '---')),
    ...rows.map((row) => line(names.map((name) => row[name] ?? ''))),
  ];
  process.stdout.write(`\n${title} (seed ${seed})\n\n${table.join('\n')}\n\n`);
}

/** The value below which a share of all values lies, for example 0.99; `NaN` for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
