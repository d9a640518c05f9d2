import { type MariadbAddress, mariadbAddress } from './dialect/mariadb-url.ts';
import { type PostgresAddress, postgresAddress } from './dialect/postgres-url.ts';
import type { SessionsTableMapping } from './sessions/sessions-table-mapping.ts';
import type { UsersTableMapping } from './users/users-table-mapping.ts';

export interface DatabaseSettings {
  /**
   * `sqlite:<path>`, relative to the working directory, or `postgres://user@host:port/database`;
   * a Unix socket is `postgres:///database?host=<folder>`.
   */
  readonly url: string;
  /** The host application's users table; without it, Rekey keeps a table `users` of its own. */
  readonly mapping?: UsersTableMapping;
  /** The host application's sessions, to be ended with the password that opened them; without it, none are. */
  readonly sessions?: SessionsTableMapping;
  /** As many letters may be pending; beyond it `post` answers `full`. Default 100,000. */
  readonly maxPendingLetters?: number;
  /** As many requests may wait to be kept; beyond it `post` throws `Overloaded`. Default 4,000. */
  readonly maxWaitingPosts?: number;
  /** As many look-ups by name may wait; beyond it `findByName` throws `Overloaded`. Default 5,000. */
  readonly maxWaitingLookUps?: number;
  readonly limits?: Partial<ConnectionLimits>;
  /** SQLite only: milliseconds since 1970. PostgreSQL's own clock is the server's. Default `Date.now`. */
  readonly clock?: () => number;
}

/** Bounds in milliseconds, so that nothing waits for ever. */
export interface ConnectionLimits {
  /** PostgreSQL: connections at most. */
  readonly maxConnections: number;
  /** How long a query waits for a connection. */
  readonly acquireMs: number;
  /** How long a unit waits for its turn; beyond it `run` throws `Overloaded`. */
  readonly unitWaitMs: number;
  /** PostgreSQL: how long to wait for the server to take a connection. */
  readonly connectMs: number;
  /** PostgreSQL: how long a statement may take on the server. */
  readonly statementMs: number;
  /** How long to wait for a lock; on SQLite, for other processes that write. */
  readonly lockMs: number;
  /** PostgreSQL: how long a transaction may sit between two statements. Its locks go with it. */
  readonly idleInTransactionMs: number;
  /** PostgreSQL: how long to wait for an answer, also from a server that has gone silent. Longer than `statementMs`. */
  readonly answerMs: number;
}

export const DEFAULT_LIMITS: ConnectionLimits = {
  maxConnections: 10,
  acquireMs: 5_000,
  unitWaitMs: 5_000,
  connectMs: 3_000,
  statementMs: 5_000,
  lockMs: 3_000,
  idleInTransactionMs: 5_000,
  answerMs: 8_000,
};

export const DEFAULT_MAX_PENDING = 100_000;
/** Ten commits' worth, which the slowest disk works off within a request's patience. */
export const DEFAULT_MAX_WAITING_POSTS = 4_000;
export const DEFAULT_MAX_WAITING_LOOK_UPS = 5_000;

export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly path: string }
  | ({ readonly kind: 'postgres' } & PostgresAddress)
  | ({ readonly kind: 'mariadb' } & MariadbAddress);

/** Throws where it is neither; what it throws repeats nothing of the URL. */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  const mariadb = /^(mysql|mariadb):\/\/./.test(url) ? mariadbAddress(url) : null;
  if (mariadb !== null) return { kind: 'mariadb', ...mariadb };
  const address = /^postgres(ql)?:\/\/./.test(url) ? postgresAddress(url) : null;
  if (address !== null) return { kind: 'postgres', ...address };
  const path = /^sqlite:(?<path>.+)$/.exec(url)?.groups?.['path'];
  // A database in memory is one connection's own, and gone with it: nothing here could keep its promise.
  if (path === undefined || path.startsWith(':')) {
    throw new Error(
      'the database URL must be sqlite:<path>, postgres://user@host/database or mysql://user@host/database',
    );
  }
  return { kind: 'sqlite', path };
}
