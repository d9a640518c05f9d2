import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import type { Database } from './postgres-databases.ts';

/** Makes databases on a MariaDB that runs. */
export interface MariadbDatabases {
  url(database: string): string;
  /** An empty database. */
  createDatabase(): Promise<Database>;
}

/** `serverUrl` names the server and any database on it that may be connected to. */
export function mariadbDatabasesAt(serverUrl: string): MariadbDatabases {
  const url = (database: string) => {
    const named = new URL(serverUrl);
    named.pathname = `/${database}`;
    return named.href;
  };
  return {
    url,
    async createDatabase() {
      const name = `test_${randomBytes(8).toString('hex')}`;
      await runOn(serverUrl, `create database ${name}`);
      return { name, url: url(name), drop: () => runOn(serverUrl, `drop database if exists ${name}`) };
    },
  };
}

async function runOn(url: string, sql: string): Promise<void> {
  const connection = await mysql.createConnection(url);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
