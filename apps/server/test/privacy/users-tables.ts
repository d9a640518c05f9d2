import { join } from 'node:path';
import { connect, type Database, openDatabase, type UsersTableMapping } from '@rekey/knex';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '../scripted-shell.ts';

/** A users table, and a hand that writes into it. */
export interface UsersTable {
  readonly database: Database;
  addUser(username: string, email: string): Promise<void>;
}

const MAPPING: UsersTableMapping = {
  table: 'members',
  keyType: 'integer',
  columns: { key: 'id', username: 'login', email: 'mail', passwordHash: 'hash' },
};

const membersTable = (key: string, login: string) =>
  `create table members (id ${key}, login ${login} not null, mail text, hash text)`;
const POSTGRES_KEY = 'integer generated always as identity primary key';

interface Kind {
  readonly engine: 'sqlite' | 'postgres';
  /** Statements that make the host application's table; none where Rekey keeps its own. */
  readonly ddl: readonly string[];
}

/** Tables that compare names as strictly as they should, and tables that call twins the same name. */
export const USERS_TABLES: Readonly<Record<string, Kind>> = {
  'Rekey’s own on SQLite': { engine: 'sqlite', ddl: [] },
  'NOCASE on SQLite': { engine: 'sqlite', ddl: [membersTable('integer primary key', 'text collate nocase')] },
  'RTRIM on SQLite': { engine: 'sqlite', ddl: [membersTable('integer primary key', 'text collate rtrim')] },
  'Rekey’s own on PostgreSQL': { engine: 'postgres', ddl: [] },
  'citext on PostgreSQL': {
    engine: 'postgres',
    ddl: ['create extension citext', membersTable(POSTGRES_KEY, 'citext')],
  },
  'ICU, blind to case and accents, on PostgreSQL': {
    engine: 'postgres',
    ddl: [
      `create collation blind (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
      membersTable(POSTGRES_KEY, 'text collate blind'),
    ],
  },
};

export async function openUsersTable({ engine, ddl }: Kind): Promise<UsersTable> {
  const url = engine === 'sqlite' ? `sqlite:${join(scratchFolder(), 'rekey.sqlite')}` : await postgresUrl();
  const host = connect({ url });
  for (const statement of ddl) await host.write.raw(statement);
  const database = openDatabase({ url, ...(ddl.length > 0 && { mapping: MAPPING }) });
  onTestFinished(async () => {
    await Promise.all([host.close(), database.close()]);
  });
  await database.migrate();
  const insert = ddl.length > 0 ? 'insert into members (login, mail)' : 'insert into users (username, email)';
  return {
    database,
    async addUser(username, email) {
      await host.write.raw(`${insert} values (?, ?)`, [username, email]);
    },
  };
}

async function postgresUrl(): Promise<string> {
  const { url, drop } = await postgresOfThisRun().createDatabase();
  onTestFinished(drop);
  return url;
}
