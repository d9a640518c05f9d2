/** What Knex asks of a connection of sqlite3, and what is needed to prepare a statement on it. */
export interface SqliteConnection {
  all(sql: string, values: readonly unknown[], done: Done): unknown;
  prepare(sql: string, done: (error: Error | null) => void): SqliteStatement;
  close(done: (error: Error | null) => void): void;
}

interface SqliteStatement {
  all(values: readonly unknown[], done: Done): unknown;
  finalize(): void;
}

type Done = (this: unknown, error: Error | null, rows?: readonly unknown[]) => void;

/** Rekey has some fifty statements. Whatever is beyond this is not one that comes again. */
const MOST_KEPT = 100;

/**
 * Has a connection prepare each statement once and keep it: to prepare costs a trip to another thread and a parse, which is
 * half of what a short statement costs. A statement that failed is given up, because it may still hold what it had begun. An EXPLAIN is not
 * kept: to SQLite it runs until it is finalized, and its connection would go on to see the database as it was.
 */
export function keepStatements(connection: SqliteConnection): void {
  const kept = new Map<string, SqliteStatement>();
  const { all, close } = connection;

  const keep = (sql: string, done: Done): SqliteStatement => {
    const statement = connection.prepare(sql, (error) => {
      if (error === null) return;
      kept.delete(sql);
      done.call(statement, error);
    });
    kept.set(sql, statement);
    return statement;
  };

  connection.all = (sql, values, done) => {
    if (sql.startsWith('explain ') || (!kept.has(sql) && kept.size >= MOST_KEPT))
      return all.call(connection, sql, values, done);
    const statement = kept.get(sql) ?? keep(sql, done);
    return statement.all(values, function (error, rows) {
      if (error !== null) {
        kept.delete(sql);
        statement.finalize();
      }
      done.call(this, error, rows);
    });
  };
  // A connection does not close while it has statements.
  connection.close = (done) => {
    for (const statement of kept.values()) statement.finalize();
    kept.clear();
    close.call(connection, done);
  };
}
