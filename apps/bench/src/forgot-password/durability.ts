import type { Load } from './load.ts';

/** Holds the rows against the answers: one row for each 200, no more and no fewer. Answers what is wrong, or `null`. */
export function discrepancy({ answered, failed }: Load, rows: number): string | null {
  if (failed > 0) return `${failed} requests were not answered with 200`;
  if (rows !== answered) return `${answered} requests were answered with 200, but ${rows} rows are there`;
  return null;
}
