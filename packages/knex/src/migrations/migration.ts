import type { Ddl } from '../dialect/dialect.ts';

/** One step of the schema. Its name is kept in the database for ever; what has been released is never changed. */
export interface Migration {
  readonly name: string;
  /** The statements in order. All that is pending runs in one transaction: all of it or none. */
  up(ddl: Ddl): Iterable<string>;
}
