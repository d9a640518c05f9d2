import sqlite3 from 'sqlite3';
import type { Driver } from './driver.ts';

/** WAL and FULL, as Rekey has it: what was acknowledged survives a power cut. */
export async function openSqlite(file: string): Promise<Driver> {
  const database = new sqlite3.Database(file);
  const run = (sql: string, values: readonly unknown[] = []) =>
    new Promise<void>((resolve, reject) => {
      database.run(sql, values, (fault: Error | null) => (fault === null ? resolve() : reject(fault)));
    });
  for (const pragma of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL'])
    await run(`pragma ${pragma}`);
  return {
    run,
    number: (sql) =>
      new Promise((resolve, reject) => {
        database.get(sql, (fault: Error | null, row: Readonly<Record<string, unknown>>) =>
          fault === null ? resolve(Number(Object.values(row)[0])) : reject(fault),
        );
      }),
    close: () =>
      new Promise((resolve, reject) => {
        database.close((fault) => (fault === null ? resolve() : reject(fault)));
      }),
  };
}
