import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of one test's own. */
export interface Database {
  readonly name: string;
  readonly url: string;
  /** Ends the sessions that are still open, and removes it. */
  drop(): Promise<void>;
}

/** Makes databases on a server that runs. */
export interface Databases {
  url(database: string): string;
  /** An empty database, or a copy of `template` (to which nobody may be connected meanwhile). */
  createDatabase(options?: { readonly template?: string }): Promise<Database>;
}

/** `serverUrl` names the server and any database on it that may be connected to. */
export function databasesAt(serverUrl: string): Databases {
  const url = (database: string) => {
    const named = new URL(serverUrl);
    named.pathname = `/${database}`;
    return named.href;
  };
  return {
    url,
    async createDatabase({ template = 'template1' } = {}) {
      const name = `test_${randomBytes(8).toString('hex')}`;
      await runOn(serverUrl, `create database "${name}" template "${template}"`);
      return { name, url: url(name), drop: () => runOn(serverUrl, `drop database if exists "${name}" with (force)`) };
    },
  };
}

async function runOn(url: string, sql: string): Promise<void> {
  // A server that is killed at the wrong moment says so twice: to the query, and here, where nobody listening ends the process.
  const client = new pg.Client({ connectionString: url }).on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
