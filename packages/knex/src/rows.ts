import type { Knex } from 'knex';

/** Rows, whatever the driver wraps them in. */
export async function rows(on: Knex, sql: string, values: readonly Knex.RawBinding[] = []): Promise<readonly Row[]> {
  const answer: unknown = await on.raw(sql, [...values]);
  if (!Array.isArray(answer)) return (answer as { rows: Row[] }).rows;
  // mysql2 answers a pair: the rows, or what became of a write, and the columns.
  return Array.isArray(answer[0]) ? answer[0] : answer;
}

/** A row as a driver gives it: 64-bit numbers may be text, flags may be numbers. `row-mapping.ts` makes sense of it. */
export type Row = Readonly<Record<string, unknown>>;
