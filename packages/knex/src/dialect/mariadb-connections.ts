import knex, { type Knex } from 'knex';
import { type Connections, condemn, DISCREET, rows, unitSemaphore } from '../connections.ts';
import type { ConnectionLimits } from '../database-settings.ts';
import { mariadbDialect } from './mariadb.ts';
import { type MariadbAddress, tlsOf } from './mariadb-url.ts';

/** Connections that units leave to requests: one that inserts, and one that looks. */
const SPARE = 2;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** What mysql2 says when a query's time is over. The connection still waits for the answer and can serve nobody else. */
const ANSWER_TIMEOUT = 'PROTOCOL_SEQUENCE_TIMEOUT';
/** JSON_TABLE and SKIP LOCKED. */
const OLDEST = [10, 6] as const;

/** Messages of the server that quote a value: a name or an address, on its way into a log. */
const QUOTING = [
  /(Duplicate entry )'.*'(?= for key)/s,
  /(Incorrect [\w ]+ value: )'.*'(?= for column)/s,
  /(Truncated incorrect [\w ]+ value: )'.*'/s,
  /( near )'.*'(?= at line)/s,
];

type DriverError = Error & { sql?: unknown; sqlMessage?: string; code?: string };
type Done = (error: DriverError | null, ...answer: unknown[]) => void;

interface RawConnection {
  query(question: object | string, values: readonly unknown[], done: Done): unknown;
  destroy(): void;
}

export function mariadbConnections(address: MariadbAddress, limits: ConnectionLimits): Connections {
  const pool = open(address, limits);
  return {
    dialect: mariadbDialect(),
    write: pool,
    // Readers never wait for writers here, and the pool is wide enough for both.
    read: pool,
    unitPermits: unitSemaphore(Math.max(1, limits.maxConnections - SPARE), limits.unitWaitMs),
    whileNobodyElseMigrates: (work, waitMs) => underLock(address, limits, waitMs, work),
    close: () => pool.destroy(),
  };
}

function open(address: MariadbAddress, limits: ConnectionLimits): Knex {
  const { host, port, user, password, database } = address;
  return knex({
    client: 'mysql2',
    connection: () => ({
      host,
      port,
      user,
      password,
      database,
      ...tlsOf(address),
      charset: 'utf8mb4',
      connectTimeout: limits.connectMs,
      enableKeepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
      // A number beyond 2^53 comes as a text.
      supportBigNumbers: true,
      // Rows that were found count as written, whether anything about them was new or not.
      flags: ['FOUND_ROWS'],
    }),
    acquireConnectionTimeout: limits.acquireMs,
    pool: {
      min: 0,
      max: limits.maxConnections,
      afterCreate: (connection: RawConnection, done: (error: Error | null) => void) => {
        makeDiscreetAndBounded(connection, limits.answerMs);
        connection.query(sessionSettings(limits), [], done);
      },
    },
    ...DISCREET,
  });
}

function sessionSettings(limits: ConnectionLimits): string {
  const seconds = (ms: number) => Math.ceil(ms / 1_000);
  const settings = {
    // Values are sent inside the statement, quoted as this mode wants it, whatever the server's default.
    // SIMULTANEOUS_ASSIGNMENT: an UPDATE reads what stood there before, as the standard says.
    sql_mode: `'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,SIMULTANEOUS_ASSIGNMENT'`,
    // No locks on gaps between rows: two that insert don't wait for one another.
    tx_isolation: `'READ-COMMITTED'`,
    innodb_lock_wait_timeout: Math.max(1, seconds(limits.lockMs)),
    max_statement_time: limits.statementMs / 1_000,
    idle_transaction_timeout: seconds(limits.idleInTransactionMs),
    autocommit: 1,
  };
  const assigned = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return `set session ${assigned.join(', session ')}`;
}

/** Bounds each question, and keeps values out of what is said of its failure. */
function makeDiscreetAndBounded(connection: RawConnection, answerMs: number): void {
  const query = connection.query.bind(connection);
  connection.query = (question, values, done) => {
    const asked = typeof question === 'string' ? { sql: question } : question;
    return query({ ...asked, ...(answerMs > 0 && { timeout: answerMs }) }, values, (error, ...answer) => {
      if (error !== null) makeDiscreet(error);
      if (error?.code === ANSWER_TIMEOUT) {
        condemn(connection, error);
        connection.destroy();
      }
      done(error, ...answer);
    });
  };
}

/** The driver's errors hold the statement with its values, and the server's own words some of them. */
function makeDiscreet(error: DriverError): void {
  delete error.sql;
  const without = (text: string) => QUOTING.reduce((told, quoting) => told.replace(quoting, "$1'...'"), text);
  error.message = without(error.message);
  if (error.sqlMessage !== undefined) error.sqlMessage = without(error.sqlMessage);
}

async function refuseOtherServers(migrator: Knex): Promise<void> {
  const [row] = await rows(migrator, 'select version() as version');
  const version = String(row?.['version']);
  const [, major = 0, minor = 0] = /^(\d+)\.(\d+)/.exec(version)?.map(Number) ?? [];
  const isOldEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (version.includes('MariaDB') && isOldEnough) return;
  throw new Error(`this server is ${version}: MariaDB ${OLDEST.join('.')} or newer is wanted`);
}

/** Lock and migrations share one session: whatever ends the one ends the other. */
async function underLock<Result>(
  address: MariadbAddress,
  limits: ConnectionLimits,
  waitMs: number,
  work: (migrator: Knex) => Promise<Result>,
): Promise<Result> {
  const unhurried = { ...limits, maxConnections: 1, statementMs: 0, idleInTransactionMs: 0, answerMs: 0 };
  const migrator = open(address, { ...unhurried, lockMs: waitMs });
  try {
    await refuseOtherServers(migrator);
    // Names of locks are the whole server's.
    const lock = `concat('rekey-', left(sha2(database(), 256), 40))`;
    const [row] = await rows(migrator, `select get_lock(${lock}, ?) as held`, [waitMs / 1_000]);
    if (Number(row?.['held']) !== 1) {
      throw new Error(`another process has been migrating this database for ${waitMs / 1000} s`);
    }
    return await work(migrator);
  } finally {
    // Ends the session, and the lock with it.
    await migrator.destroy();
  }
}
