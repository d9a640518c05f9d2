import { createSemaphore, type Semaphore } from '@rekey/concurrency';
import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.ts';

/** The way to one database. */
export interface Connections {
  readonly dialect: Dialect;
  /** For everything that writes, and for transactions. */
  readonly write: Knex;
  /** For reads that must not queue behind writes. */
  readonly read: Knex;
  /** Bounds units, so that a connection is left for what is a single statement. */
  readonly unitPermits: Semaphore;
  /** Runs `work` on a connection of its own while no other process migrates; others wait for at most `waitMs`. */
  whileNobodyElseMigrates<Result>(work: (migrator: Knex) => Promise<Result>, waitMs: number): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Units wait here, first come, first served, and not for a connection: then a single statement never
 * queues behind a crowd of units.
 */
export function unitSemaphore(permits: number, maxWaitMs: number): Semaphore {
  return createSemaphore({ resource: 'a transaction', permits, maxWaitMs });
}

/**
 * Knex would print to the console, and write every value into the message of an error: hashes, addresses and digests, and
 * from there into logs. What it has to say reaches the caller as an error, with the statement and without its values.
 */
export const DISCREET = {
  compileSqlOnError: false,
  log: { warn: () => {}, error: () => {}, deprecate: () => {}, debug: () => {} },
} satisfies Knex.Config;

/** How many connections a pool lends, keeps and is asked for. */
export interface PoolLoad {
  readonly used: number;
  readonly free: number;
  readonly waiting: number;
}

interface Pool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** By name; where one pool serves both, it is `read and write`. */
export function poolLoads({ read, write }: Pick<Connections, 'read' | 'write'>): Readonly<Record<string, PoolLoad>> {
  const loadOf = ({ client }: Knex): PoolLoad => {
    // Knex keeps no pool for a database that it was told to leave.
    const pool: Pool | undefined = client.pool;
    return {
      used: pool?.numUsed() ?? 0,
      free: pool?.numFree() ?? 0,
      waiting: pool?.numPendingAcquires() ?? 0,
    };
  };
  return read === write ? { 'read and write': loadOf(write) } : { read: loadOf(read), write: loadOf(write) };
}

/** Takes a connection out of service: what state it is in, nobody knows. Knex looks for this mark before it lends one. */
export function condemn(connection: unknown, reason: unknown): void {
  (connection as { __knex__disposed?: unknown }).__knex__disposed = reason;
}

export { type Row, rows } from './rows.ts';
