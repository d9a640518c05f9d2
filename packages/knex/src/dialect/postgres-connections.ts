import knex, { type Knex } from 'knex';
import { type Connections, condemn, DISCREET, rows, unitSemaphore } from '../connections.ts';
import type { ConnectionLimits } from '../database-settings.ts';
import { postgresDialect } from './postgres.ts';
import { isOutdated, nameStatements, type PostgresConnection } from './postgres-statements.ts';

/** One key for all instances on one database; any number that no other program is likely to use. */
const MIGRATION_LOCK = 7_378_697_629;
/** Connections that units leave to requests: one that inserts, and one that looks. */
const SPARE = 2;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** What pg says when `query_timeout` is over. The connection still waits for the answer and can serve nobody else. */
const ANSWER_TIMEOUT = 'Query read timeout';

/**
 * Every statement here is made for an index. Left to its statistics, which for a queue describe another hour, the planner
 * sorted all that was pending for each claim: 4 s instead of 1 ms with 100,000 letters.
 */
const PLANNER = ['seqscan', 'bitmapscan', 'sort', 'hashjoin', 'mergejoin'].map((way) => `set enable_${way} = off`);

interface RawConnection extends PostgresConnection {
  readonly __knexUid: string;
  readonly connection: { readonly stream: { destroy(): void } };
  once(event: 'end', done: () => void): void;
}

export function postgresConnections(url: string, limits: ConnectionLimits): Connections {
  const pool = open(url, limits);
  return {
    dialect: postgresDialect(),
    write: pool,
    // Readers never wait for writers here, and the pool is wide enough for both.
    read: pool,
    unitPermits: unitSemaphore(Math.max(1, limits.maxConnections - SPARE), limits.unitWaitMs),
    whileNobodyElseMigrates: (work, waitMs) => underLock(url, limits, waitMs, work),
    close: () => pool.destroy(),
  };
}

function open(url: string, limits: ConnectionLimits): Knex {
  const living = new Map<string, RawConnection>();
  const pool = knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'rekey',
      connectionTimeoutMillis: limits.connectMs,
      query_timeout: limits.answerMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    },
    acquireConnectionTimeout: limits.acquireMs,
    pool: {
      min: 0,
      max: limits.maxConnections,
      afterCreate: (connection: RawConnection, done: (error: Error | null) => void) => {
        living.set(connection.__knexUid, connection);
        connection.once('end', () => living.delete(connection.__knexUid));
        nameStatements(connection);
        connection.query(sessionSettings(limits), done);
      },
    },
    ...DISCREET,
  });
  pool.on('query-error', (error: Error & { detail?: string }, { __knexUid: uid }: { __knexUid: string }) => {
    // "Failing row contains (...)": the stored hash and the address of a user, on their way into a log.
    delete error.detail;
    const silent = error.message.endsWith(ANSWER_TIMEOUT);
    const connection = silent || isOutdated(error) ? living.get(uid) : undefined;
    if (connection === undefined) return;
    condemn(connection, error);
    if (silent) connection.connection.stream.destroy();
  });
  return pool;
}

function sessionSettings(limits: ConnectionLimits): string {
  return [
    `set statement_timeout = ${limits.statementMs}`,
    `set lock_timeout = ${limits.lockMs}`,
    `set idle_in_transaction_session_timeout = ${limits.idleInTransactionMs}`,
    // Whatever the server's default: an acknowledged request survives a power cut.
    `set synchronous_commit = on`,
    `set default_transaction_isolation = 'read committed'`,
    ...PLANNER,
    // These statements are over before a compiler is warm.
    'set jit = off',
  ].join(';');
}

/** `SQL_ASCII` takes every byte as it is. */
const ENCODINGS: readonly unknown[] = ['UTF8', 'SQL_ASCII'];

/**
 * Requests share statements: in any other encoding one name with a letter that it does not have fails everybody who asks at the same
 * moment, and an attacker who knows that can go on asking.
 */
async function refuseNarrowEncoding(migrator: Knex): Promise<void> {
  const [row] = await rows(migrator, 'show server_encoding');
  const encoding = row?.['server_encoding'];
  if (ENCODINGS.includes(encoding)) return;
  throw new Error(
    `this database keeps text as ${encoding}, which has no place for most names: make one with encoding UTF8`,
  );
}

/** Lock and migrations share one session: whatever ends the one ends the other. */
async function underLock<Result>(
  url: string,
  limits: ConnectionLimits,
  waitMs: number,
  work: (migrator: Knex) => Promise<Result>,
): Promise<Result> {
  const unhurried = { ...limits, maxConnections: 1, statementMs: 0, idleInTransactionMs: 0, answerMs: 0 };
  const migrator = open(url, { ...unhurried, lockMs: waitMs });
  try {
    // Else the server goes on with a statement whose client was killed, and holds the lock for as long. Not on every platform.
    await migrator.raw(`set client_connection_check_interval = '1s'`).catch(() => {});
    await migrator.raw('select pg_advisory_lock(?)', [MIGRATION_LOCK]).catch((cause: unknown) => {
      if (!/lock timeout/.test(String(cause))) throw cause;
      throw new Error(`another process has been migrating this database for ${waitMs / 1000} s`, { cause });
    });
    await refuseNarrowEncoding(migrator);
    return await work(migrator);
  } finally {
    // Ends the session, and the lock with it.
    await migrator.destroy();
  }
}
