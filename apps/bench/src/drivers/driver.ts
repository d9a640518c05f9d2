/** One connection to a database through its bare driver: no Knex, no pool. */
export interface Driver {
  run(sql: string, values?: readonly unknown[]): Promise<void>;
  /** The only number of the only row. */
  number(sql: string): Promise<number>;
  close(): Promise<void>;
}
