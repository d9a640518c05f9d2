import type { DatabaseInspector } from './database-inspector.ts';
import type { DescribedTable } from './described-database.ts';
import type { ColumnValue, HashFile } from './mapping-file.ts';

/** Says of what format a stored hash is, with the parameters that a mapping would give; `null` where it is none. */
export type DescribeHash = (stored: string) => HashFile | null;

export interface HashColumn {
  readonly table: DescribedTable;
  readonly column: string;
  readonly where?: Readonly<Record<string, ColumnValue>>;
}

export interface HashSample {
  /** Formats that were seen, the most frequent first. */
  readonly formats: readonly HashFile[];
  /** How many values are no hash of any known format. */
  readonly unknown: number;
  /** How many are neither NULL nor empty. */
  readonly values: number;
}

const NONE = 'none';
const UNKNOWN = 'unknown';

/** Looks at the shape of some hashes. Nothing but their formats and how often each was seen comes back. */
export async function sampleHashes(
  inspector: DatabaseInspector,
  { table, column, where }: HashColumn,
  describe: DescribeHash,
): Promise<HashSample> {
  const kindOf = (stored: string | null) => {
    // Django marks a password that cannot be used with a "!".
    if (stored === null || stored === '' || stored.startsWith('!')) return NONE;
    const format = describe(stored);
    return format === null ? UNKNOWN : JSON.stringify(format);
  };
  const counts = await inspector.sample(table, column, kindOf, where);
  const seen = [...counts]
    .filter(([kind]) => kind !== NONE && kind !== UNKNOWN)
    .sort(([, one], [, other]) => other - one);
  const unknown = counts.get(UNKNOWN) ?? 0;
  return {
    formats: seen.map(([kind]) => JSON.parse(kind) as HashFile),
    unknown,
    values: unknown + seen.reduce((sum, [, count]) => sum + count, 0),
  };
}
