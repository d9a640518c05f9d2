import type { Knex } from 'knex';
import type { Row } from '../rows.ts';

/** Everything in which one database differs from the other. Nothing above this seam asks which one it is. */
export interface Dialect {
  /** For what only looks at a database's own catalogue. */
  readonly kind: 'SQLite' | 'PostgreSQL' | 'MariaDB';
  /** A name as this database quotes it; never one that falls back to a string when no such column exists. */
  quote(name: string): string;

  /** What a value is cast to that is to be a 64-bit number, or a text. */
  readonly types: { readonly integer: string; readonly text: string };
  /** Compares two values of which either may be null. */
  readonly same: string;
  /** Stands after the `as` of a query that is to be made once. */
  readonly once: string;

  /** The database's own clock in whole milliseconds, as a value inside a statement. */
  now(on: Knex): Knex.Raw;

  /** Ends a SELECT that holds the rows it reads until the transaction ends. */
  readonly hold: string;
  /** Ends a SELECT from `alias` that holds what nobody else holds, and waits for nobody. */
  holdUnheld(alias: string): string;

  /** Compares a column with a list of texts, code point for code point, with the column's own index. */
  isOneOf(column: string, texts: readonly string[]): Fragment;
  /** The same, whatever the case of letters: a first choice by an index on `lower(column)`, as far as this database folds. */
  isOneOfIgnoringCase(column: string, texts: readonly string[]): Fragment;
  /** What two names have in common that one look-up takes for both. */
  compared(column: string, how: 'exact' | 'ignored'): string;
  /** Compares a column with what a query answers, by an index on that column whatever the planner believes. */
  isAmong(column: string, query: string): string;
  /** The rows of a table made of lists, one a column, as many rows as each list is long. */
  rowsOf(columns: Readonly<Record<string, readonly (string | null)[]>>): Fragment;
  /**
   * Now, as a column of type `timestamp` (or what stands for one) keeps it: in this zone, or where none is given as the database's
   * own `now()` would write it.
   */
  timestamp(on: Knex, zone?: string): Knex.Raw;

  /** Does one write, and answers how many rows it found to write. */
  count(on: Knex, write: Fragment): Promise<number>;
  /** Writes rows, and answers them as they are after it. Inside a transaction. */
  change(on: Knex, change: Change): Promise<readonly Row[]>;
  /** Does one write of the host application's tables, and answers what stands there after it, a row for each that it wrote. */
  writeBack(on: Knex, write: Fragment, back: WrittenBack): Promise<readonly Row[]>;
  /** Inserts a row and answers its id, or no row where one with the same `unique` column is there. */
  insertNew(
    on: Knex,
    table: string,
    unique: string,
    cells: Readonly<Record<string, Knex.RawBinding>>,
  ): Promise<readonly Row[]>;
  /** The statement that puts what a query answers into a table, over the row with the same key if there is one. */
  putRow(table: string, key: string, query: string, columns: readonly string[]): string;
  /** The statement that deletes the rows whose `key` is among what a query answers, if they are still as `guard` wants. */
  deleteAmong(table: string, key: string, query: string, guard: string): string;
  /** Whether one statement can hold rows, judge them and write what it judged. */
  readonly judgesInOneStatement: boolean;

  readonly ddl: Ddl;

  /** True where the whole transaction may be run again from its start, because the database rolled it back. */
  mayRunAgain(error: unknown): boolean;
  /** True where the database ended a statement because it took too long. */
  wasCutOff(error: unknown): boolean;
  /** True where a failed COMMIT certainly left nothing behind. */
  certainlyRolledBack(commitFailure: unknown): boolean;
}

/** A guarded write of rows of one table with a column `id`, by what queries say of them. */
export interface Change {
  readonly table: string;
  /** Named queries, each of which may use those before it. */
  readonly given: Readonly<Record<string, Fragment>>;
  /** Those of `given` that `set` and `where` read, in the order in which they are best joined. */
  readonly from: readonly string[];
  /** The query and its column that say which rows are meant; left out where `where` says it. */
  readonly of?: { readonly query: string; readonly column: string };
  readonly set: Fragment;
  readonly where: Fragment;
  /** What it answers of each row, as it is after the write. */
  readonly returning: string;
}

/** A piece of SQL with the values for its question marks. */
export interface Fragment {
  readonly sql: string;
  readonly values: readonly Knex.RawBinding[];
}

/** Where a value that was written can be read. */
export interface WrittenBack {
  /** The column's name, as a statement on its table alone may use it. */
  readonly column: string;
  /** The rest of a SELECT that finds the row again where a write answers nothing by itself. */
  readonly from: Fragment;
}

/** What they differ in when they make tables. */
export interface Ddl {
  /** True where no release kept anything before all tables were made at once. */
  readonly madeAtOnce: boolean;
  /** A 64-bit number that the database gives out itself, and never twice. */
  readonly identity: string;
  /** The same, of a table whose primary key is another column. */
  readonly sequence: string;
  readonly bigint: string;
  readonly boolean: (byDefault: boolean) => string;
  /** Text that compares and sorts code point for code point. */
  readonly text: string;
  /** Ends the definition of a table whose rows change often. */
  readonly busyTable: string;
}
