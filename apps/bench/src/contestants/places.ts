import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@rekey/laboratory';
import { openPostgres } from '../drivers/postgres-driver.ts';
import { openSqlite } from '../drivers/sqlite-driver.ts';
import type { Place } from './stage.ts';

export interface OpenPlace extends Place {
  readonly title: string;
  /** Leaves nothing behind. */
  close(): Promise<void>;
}

export async function sqlitePlace(): Promise<OpenPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-bench-'));
  const fileOf = (url: string) => url.slice('sqlite:'.length);
  return {
    title: 'SQLite',
    createDatabase: async (name) => `sqlite:${join(folder, `${name}.sqlite`)}`,
    open: (url) => openSqlite(fileOf(url)),
    // The log is emptied too, or a slice would pay for the pages of the one before it.
    emptying: ['delete from rekey_letters', 'pragma wal_checkpoint(truncate)'],
    limitScript: new URL('../limits/sqlite-limit.js', import.meta.url),
    limitArgument: fileOf,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function postgresPlace(): Promise<OpenPlace> {
  const postgres = await startPostgres();
  return {
    title: 'PostgreSQL',
    createDatabase: async () => (await postgres.createDatabase()).url,
    open: openPostgres,
    emptying: ['truncate rekey_letters', 'checkpoint'],
    limitScript: new URL('../limits/postgres-limit.js', import.meta.url),
    limitArgument: (url) => url,
    close: () => postgres.stop('immediate'),
  };
}
