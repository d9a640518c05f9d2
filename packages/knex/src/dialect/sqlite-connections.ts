import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import { type Connections, DISCREET, unitSemaphore } from '../connections.ts';
import type { ConnectionLimits } from '../database-settings.ts';
import { sqliteDialect } from './sqlite.ts';
import { keepStatements, type SqliteConnection } from './sqlite-statements.ts';

/** The only file that knows sqlite3: its repository is archived, and whatever takes its place is put in here. */
const CLIENT = 'sqlite3';

// FULL: what was acknowledged survives a power cut.
const PRAGMAS = ['synchronous = FULL', 'foreign_keys = ON', 'journal_size_limit = 67108864'];
const READERS = 2;

interface RawConnection extends SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

export function sqliteConnections(path: string, limits: ConnectionLimits, clock: () => number): Connections {
  const file = resolve(path);
  makeFile(file);
  const write = beginImmediate(open(file, limits, 1, []));
  const read = open(file, limits, READERS, ['query_only = ON']);
  return {
    dialect: sqliteDialect(clock),
    write,
    read,
    // One connection writes. A request's insert then waits for one unit, not for all whose passwords were just hashed.
    unitPermits: unitSemaphore(1, limits.unitWaitMs),
    whileNobodyElseMigrates: (work, waitMs) => underLock(file, limits, waitMs, work),
    close: async () => {
      await Promise.all([write.destroy(), read.destroy()]);
    },
  };
}

/** Addresses and hashes are nobody else's business; what SQLite puts beside the file takes its mode from it. */
function makeFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, 'a', 0o600));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const fault = new Error(`there is no SQLite file ${file} that can be written, and none can be made (${code})`, {
      cause,
    });
    throw Object.assign(fault, { code: 'SQLITE_CANTOPEN' });
  }
}

function open(filename: string, limits: ConnectionLimits, max: number, pragmas: readonly string[]): Knex {
  const settings = [...PRAGMAS, ...pragmas];
  return knex({
    client: CLIENT,
    connection: { filename },
    useNullAsDefault: true,
    acquireConnectionTimeout: limits.acquireMs,
    pool: {
      min: 1,
      max,
      afterCreate: (connection: RawConnection, done: (error: unknown) => void) => {
        prepare(connection, limits.lockMs, settings).then(() => done(null), done);
      },
    },
    ...DISCREET,
  });
}

async function prepare(connection: RawConnection, lockMs: number, pragmas: readonly string[]): Promise<void> {
  await exec(connection, `pragma busy_timeout = ${lockMs}`);
  // The switch to WAL of a new file doesn't heed busy_timeout when several processes try it at once.
  await onceFree(() => exec(connection, 'pragma journal_mode = WAL'), lockMs);
  for (const pragma of pragmas) await exec(connection, `pragma ${pragma}`);
  keepStatements(connection);
}

/** Asks again and again while another process is in the way, for at most so long. */
async function onceFree(ask: () => Promise<unknown>, waitMs: number): Promise<void> {
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
    await pause(5 + Math.random() * 20);
  }
}

const isBusy = (error: unknown): boolean => /SQLITE_BUSY/.test(String(error));

function exec(connection: RawConnection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.exec(sql, (error) => (error === null ? resolve() : reject(error)));
  });
}

interface SqliteTransaction {
  begin(connection: unknown): Promise<unknown>;
  query(connection: unknown, sql: string): Promise<unknown>;
}

/**
 * Knex begins deferred: two that read and then write fail each other at once, whatever busy_timeout says.
 * Changed on the instance, because a client class of our own would no longer be called `sqlite3`, which others compare.
 */
function beginImmediate(connections: Knex): Knex {
  const { client } = connections;
  const deferred = client.transaction.bind(client);
  client.transaction = (...given: unknown[]) => {
    const transaction: SqliteTransaction = deferred(...given);
    transaction.begin = (connection) => transaction.query(connection, 'BEGIN IMMEDIATE;');
    return transaction;
  };
  return connections;
}

/** The lock is a transaction on a file beside the database: the system frees it when its holder dies, however it dies. */
async function underLock<Result>(
  file: string,
  limits: ConnectionLimits,
  waitMs: number,
  work: (migrator: Knex) => Promise<Result>,
): Promise<Result> {
  const lock = open(`${file}-migration-lock`, limits, 1, []);
  const migrator = beginImmediate(open(file, limits, 1, []));
  try {
    // Not by busy_timeout: it waits inside a thread of Node's, and a process that is told to stop cannot end before its threads do.
    await lock.raw('pragma busy_timeout = 0');
    await onceFree(() => lock.raw('begin immediate'), waitMs).catch((cause: unknown) => {
      if (!isBusy(cause)) throw cause;
      throw new Error(`another process has been migrating this database for ${waitMs / 1000} s`, { cause });
    });
    return await work(migrator);
  } finally {
    await migrator.destroy();
    await lock.destroy();
  }
}
