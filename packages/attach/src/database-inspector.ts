import type { DescribedDatabase, DescribedTable } from './described-database.ts';

/**
 * Looks at a database without changing it. Every statement is read-only and has a time limit.
 *
 * Values never leave the inspector: it hands each to `kindOf` and counts the answers.
 */
export interface DatabaseInspector {
  /** All tables and views that this role may see, the database's own left out. Throws where the database fails. */
  describe(): Promise<DescribedDatabase>;

  /**
   * Counts kinds of values in some rows of a column, a few hundred at most, in no set order.
   * With `where`, only rows in which these columns have these values are looked at.
   */
  sample(
    table: DescribedTable,
    column: string,
    kindOf: (value: string | null) => string,
    where?: Readonly<Record<string, string | number | boolean | null>>,
  ): Promise<ReadonlyMap<string, number>>;
}
