/** What kinds of column matter to a users table. `other` is everything else. */
export type ColumnType = 'text' | 'integer' | 'uuid' | 'boolean' | 'timestamp' | 'other';

export interface DescribedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Characters that the column takes, or `null` for no limit. */
  readonly maxLength: number | null;
  /** True for `citext` and its like: the database itself ignores case when it compares. */
  readonly ignoresCase: boolean;
}

/** An index, with its columns or expressions as the database prints them. */
export interface DescribedIndex {
  readonly columns: readonly string[];
  readonly unique: boolean;
}

export interface DescribedReference {
  readonly column: string;
  /** The table it points to, as `tableName` writes it. */
  readonly table: string;
}

export interface DescribedTable {
  /** `null` where the database has no schemas. */
  readonly schema: string | null;
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly DescribedColumn[];
  /** Empty where there is none. */
  readonly primaryKey: readonly string[];
  readonly indexes: readonly DescribedIndex[];
  /** Foreign keys of one column. */
  readonly references: readonly DescribedReference[];
}

export interface DescribedDatabase {
  readonly kind: 'SQLite' | 'PostgreSQL' | 'MariaDB';
  readonly tables: readonly DescribedTable[];
}

/** A table's name as a mapping writes it: `accounts.users`, or `users` where there are no schemas. */
export function tableName({ schema, name }: Pick<DescribedTable, 'schema' | 'name'>): string {
  return schema === null ? name : `${schema}.${name}`;
}
