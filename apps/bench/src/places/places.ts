import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@rekey/laboratory';
import type { Driver } from '../drivers/driver.ts';
import { openPostgres } from '../drivers/postgres-driver.ts';
import { openSqlite } from '../drivers/sqlite-driver.ts';

/** A kind of database, and all that the two differ in. */
export interface Place {
  readonly title: string;
  /** A fresh database, as Rekey's setting names it. */
  createDatabase(name: string): Promise<string>;
  open(databaseUrl: string): Promise<Driver>;
  /** Statements that leave nothing of the letters, not even in a log. */
  readonly emptying: readonly string[];
  /** Statements after which statistics and logs are as they would be by themselves, some minutes later. */
  readonly settling: readonly string[];
  readonly limitScript: URL;
  /** The database as the limit's program wants it. */
  limitArgument(databaseUrl: string): string;
  /** Leaves nothing behind. */
  close(): Promise<void>;
}

/** `parent` is where the data lies: the system's temporary folder, or one that is kept in memory. */
export async function sqlitePlace(parent = tmpdir()): Promise<Place> {
  const folder = await mkdtemp(join(parent, 'rekey-bench-'));
  const fileOf = (url: string) => url.slice('sqlite:'.length);
  return {
    title: 'SQLite',
    createDatabase: async (name) => `sqlite:${join(folder, `${name}.sqlite`)}`,
    open: (url) => openSqlite(fileOf(url)),
    // The log is emptied too, or a slice would pay for the pages of the one before it.
    emptying: ['delete from rekey_letters', 'pragma wal_checkpoint(truncate)'],
    settling: ['pragma wal_checkpoint(truncate)'],
    limitScript: new URL('../forgot-password/sqlite-limit.js', import.meta.url),
    limitArgument: fileOf,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function postgresPlace(parent = tmpdir()): Promise<Place> {
  const postgres = await startPostgres({ parent });
  return {
    title: 'PostgreSQL',
    createDatabase: async () => (await postgres.createDatabase()).url,
    open: openPostgres,
    emptying: ['truncate rekey_letters', 'checkpoint'],
    settling: ['vacuum analyze', 'checkpoint'],
    limitScript: new URL('../forgot-password/postgres-limit.js', import.meta.url),
    limitArgument: (url) => url,
    close: () => postgres.stop('immediate'),
  };
}

/** Works on both kinds of database, one after the other. */
export async function onBothPlaces<Result>(work: (place: Place) => Promise<readonly Result[]>): Promise<Result[]> {
  const results: Result[] = [];
  for (const open of [() => sqlitePlace(), () => postgresPlace()]) results.push(...(await onPlace(open, work)));
  return results;
}

export async function onPlace<Result>(
  open: () => Promise<Place>,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const place = await open();
  try {
    return await work(place);
  } finally {
    await place.close();
  }
}
