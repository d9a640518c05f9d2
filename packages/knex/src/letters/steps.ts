import type { ClaimRequest } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import { type Row, rows } from '../connections.ts';
import type { Dialect, Fragment } from '../dialect/dialect.ts';
import { number } from '../row-mapping.ts';

/** The moment of a round and its bounds, as the one row of `clock`. */
export async function clockOfRound(
  on: Knex,
  dialect: Dialect,
  wish: ClaimRequest,
): Promise<{ now: number; sql: string }> {
  const [row = {}] = await rows(on, 'select ? as now', [dialect.now(on)]);
  const now = number(row, 'now');
  const { leaseMs, ageCapMs, longestDelayMs } = wish;
  const bounds = {
    now,
    lease: leaseMs,
    reset_cap: ageCapMs.reset,
    notice_cap: ageCapMs.notice,
    longest_delay: longestDelayMs,
  };
  const cells = Object.entries(bounds).map(([name, value]) => `${Math.round(value)} as ${name}`);
  return { now, sql: `select ${cells.join(', ')}` };
}

/** `changes (letter, ...)` from what was judged outside the database. Numbers are told as such. */
export function changesFrom(
  { rowsOf, types }: Dialect,
  columns: Readonly<Record<string, readonly (string | null)[]>>,
  numbers: readonly string[],
): Fragment {
  const lists = rowsOf(columns);
  const picked = Object.keys(columns).map((name) =>
    numbers.includes(name) ? `cast(${name} as ${types.integer}) as ${name}` : name,
  );
  return { sql: `select ${picked.join(', ')} from ${lists.sql}`, values: lists.values };
}

interface Pick {
  readonly clock: string;
  /** What is answered of each, from `rekey_letters l` and `clock`. */
  readonly columns: string;
  readonly condition: string;
  readonly order: string;
  readonly limit: number;
}

/**
 * Holds the first letters that fit a condition, as far as nobody else does. They are found without a
 * lock and held by their primary key: who locks by another index locks that first and the row
 * after it, and whoever ends a letter the other way round, which is a deadlock.
 */
export async function holdFirst(
  on: Knex,
  dialect: Dialect,
  { clock, columns, condition, order, limit }: Pick,
): Promise<readonly Row[]> {
  if (limit <= 0) return [];
  const fits = `l.state = 'pending' and ${condition}`;
  const found = await rows(
    on,
    `select l.id from (${clock}) as clock straight_join rekey_letters l where ${fits} order by ${order} limit ${limit}`,
  );
  if (found.length === 0) return [];
  return rows(
    on,
    `select ${columns} from (${clock}) as clock straight_join rekey_letters l force index (primary)
     where l.id in (${found.map(({ id }) => String(id)).join(', ')}) and ${fits} order by ${order} ${dialect.holdUnheld('l')}`,
  );
}
