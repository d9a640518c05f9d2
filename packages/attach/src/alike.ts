import type { ColumnNames } from './application.ts';
import type { DescribedColumn, DescribedTable } from './described-database.ts';

/**
 * Names as every naming habit writes them: `emailVerified`, `email_verified` and `EmailVerified` are one.
 * Object-relational mappers rename columns by a fixed rule; what they mean stays.
 */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s-]/g, '');
}

/** The column of this name, or of the first of these names that exists. A name spelt exactly so comes first. */
export function columnNamed(table: DescribedTable, names: ColumnNames): DescribedColumn | null {
  for (const name of typeof names === 'string' ? [names] : names) {
    const alike = table.columns.filter((column) => folded(column.name) === folded(name));
    const exact = alike.find((column) => column.name === name);
    const found = exact ?? (alike.length === 1 ? alike[0] : undefined);
    if (found !== undefined) return found;
  }
  return null;
}
