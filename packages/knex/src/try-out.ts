import type { Knex } from 'knex';
import type { Connections } from './connections.ts';
import { driverWords } from './driver-words.ts';
import { inTransaction } from './transaction.ts';

/** A transaction's end that nobody minds. */
class RolledBack extends Error {
  override readonly name = 'RolledBack';
}

const LOCKED = /lock timeout|lock wait timeout|SQLITE_BUSY|database is locked/i;

/**
 * Does something for real, in a transaction that is rolled back. Throws what it throws.
 * @returns `locked` where somebody holds what it wanted to write: then nothing is known
 */
export async function tryOut(
  connections: Connections,
  what: (transaction: Knex) => Promise<void>,
): Promise<'went well' | 'locked'> {
  try {
    await connections.unitPermits.run(() =>
      inTransaction(connections, async (transaction) => {
        await what(transaction);
        throw new RolledBack();
      }),
    );
  } catch (fault) {
    if (fault instanceof RolledBack) return 'went well';
    if (LOCKED.test(driverWords(fault))) return 'locked';
    throw fault;
  }
  return 'went well';
}
