import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOnMariadb, mariadbOfThisRun, postgresOfThisRun } from '@rekey/laboratory/vitest';
import { onTestFinished } from 'vitest';
import { type Connections, connect, type Database, type DatabaseSettings, openDatabase } from '../src/index.ts';

export type Kind = 'SQLite' | 'PostgreSQL' | 'MariaDB';
export const KINDS: readonly Kind[] = isOnMariadb() ? ['MariaDB'] : ['SQLite', 'PostgreSQL'];

/** The URL of an empty database that is gone when the test is over. */
export async function freshUrl(kind: Kind): Promise<string> {
  if (kind !== 'SQLite') {
    const server = kind === 'MariaDB' ? mariadbOfThisRun() : postgresOfThisRun();
    const database = await server.createDatabase();
    onTestFinished(() => database.drop());
    return database.url;
  }
  const folder = mkdtempSync(join(tmpdir(), 'rekey-sqlite-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, 'deeper', 'rekey.sqlite')}`;
}

/** Opens a database that is closed when the test is over. */
export function opened(settings: DatabaseSettings): Database {
  const database = openDatabase(settings);
  onTestFinished(() => database.close());
  return database;
}

/** A migrated database. */
export async function migrated(kind: Kind, settings: Omit<DatabaseSettings, 'url'> = {}): Promise<[Database, string]> {
  const url = await freshUrl(kind);
  const database = opened({ url, ...settings });
  await database.migrate();
  return [database, url];
}

/** The way to a database, for a look behind the ports. */
export function connected(settings: DatabaseSettings): Connections {
  const connections = connect(settings);
  onTestFinished(() => connections.close());
  return connections;
}
