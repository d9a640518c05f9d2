import { setTimeout as pause } from 'node:timers/promises';
import { CommitUnknown } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import { type Connections, condemn } from './connections.ts';

/** How far a transaction came; says what a failure means. */
interface Progress {
  /** What the work threw, to be thrown on as it is. */
  thrown: { readonly error: unknown } | null;
  /** The work is done: whatever fails now is the COMMIT. */
  worked: boolean;
}

/**
 * Runs work as one transaction. Whatever the work throws rolls back and comes out as it was thrown; so does the first
 * statement that failed, even if the work caught it (PostgreSQL would answer its COMMIT with a silent ROLLBACK,
 * SQLite would commit the rest). A COMMIT whose end is unknown is `CommitUnknown`.
 */
export async function inTransaction<Result>(
  { write, dialect }: Pick<Connections, 'write' | 'dialect'>,
  work: (transaction: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  // Taken by hand, because what has to be done after a failed COMMIT must be done before anybody else gets the connection.
  const connection: unknown = await write.client.acquireConnection();
  const progress: Progress = { thrown: null, worked: false };
  try {
    return await write.transaction((transaction) => follow(transaction, work, progress), { connection });
  } catch (failure) {
    if (progress.thrown !== null) {
      if (failure !== progress.thrown.error) condemn(connection, failure); // the ROLLBACK failed
      throw progress.thrown.error;
    }
    if (!progress.worked) {
      condemn(connection, failure); // BEGIN failed, or only its answer was lost and a transaction is open
      throw failure;
    }
    await rollBack(write, connection);
    throw dialect.certainlyRolledBack(failure) ? failure : new CommitUnknown(failure);
  } finally {
    write.client.releaseConnection(connection);
  }
}

/** Deadlocks are rare where locks are taken in order; five runs outlast a host application that takes them differently. */
const MOST_RUNS = 5;
const LONGEST_PAUSE_MS = 40;

/** The same, from its start again where the database rolled it back for somebody else's sake. */
export async function inTransactionAgain<Result>(
  connections: Pick<Connections, 'write' | 'dialect'>,
  work: (transaction: Knex.Transaction) => Promise<Result>,
  runsLeft = MOST_RUNS - 1,
): Promise<Result> {
  try {
    return await inTransaction(connections, work);
  } catch (error) {
    if (runsLeft === 0 || !connections.dialect.mayRunAgain(error)) throw error;
    // Two that deadlocked must not meet again at the same moment.
    await pause(Math.random() * LONGEST_PAUSE_MS);
    return inTransactionAgain(connections, work, runsLeft - 1);
  }
}

async function follow<Result>(
  transaction: Knex.Transaction,
  work: (transaction: Knex.Transaction) => Promise<Result>,
  progress: Progress,
): Promise<Result> {
  // Knex runs the work even if BEGIN failed.
  if (transaction.isCompleted()) throw new Error('the transaction did not begin');
  const failed: unknown[] = [];
  transaction.on('query-error', (error) => failed.push(error));
  try {
    const result = await work(transaction);
    if (failed.length > 0) throw failed[0];
    progress.worked = true;
    return result;
  } catch (error) {
    progress.thrown = { error };
    throw error;
  }
}

/** SQLite keeps a transaction open whose COMMIT failed: the next user of the connection would commit it. */
async function rollBack(write: Knex, connection: unknown): Promise<void> {
  try {
    await write.raw('rollback').connection(connection);
  } catch {
    // Nothing was open, or the line is cut. Either way this connection has served.
  } finally {
    condemn(connection, new Error('a COMMIT failed on this connection'));
  }
}
