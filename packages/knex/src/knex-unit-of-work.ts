import { setTimeout as pause } from 'node:timers/promises';
import type { Unit, UnitOfWork } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import type { Connections } from './connections.ts';
import { knexAuditWriter } from './knex-audit-writer.ts';
import { knexReportsInUnit } from './knex-reports-in-unit.ts';
import { knexTokensInUnit } from './knex-tokens-in-unit.ts';
import { knexLettersInUnit } from './letters/knex-letters-in-unit.ts';
import { knexSessionRevoker } from './sessions/knex-session-revoker.ts';
import type { SessionsTable } from './sessions/sessions-table.ts';
import { inTransaction } from './transaction.ts';
import { knexUsersInUnit } from './users/knex-users-in-unit.ts';
import type { UsersTable } from './users/users-table.ts';

/** Deadlocks are rare where locks are taken in order; five runs outlast a host application that takes them differently. */
const MOST_RUNS = 5;
const LONGEST_PAUSE_MS = 40;

export function knexUnitOfWork(
  connections: Connections,
  users: UsersTable,
  sessions: SessionsTable | null = null,
): UnitOfWork {
  const { dialect } = connections;
  const unitOn = (transaction: Knex.Transaction): Unit => ({
    users: knexUsersInUnit(transaction, users),
    tokens: knexTokensInUnit(transaction, dialect),
    sessions: knexSessionRevoker(transaction, sessions),
    letters: knexLettersInUnit(transaction, dialect),
    reports: knexReportsInUnit(transaction, dialect),
    audit: knexAuditWriter(transaction, dialect),
  });
  const run = async <Result>(work: (unit: Unit) => Promise<Result>, runsLeft: number): Promise<Result> => {
    try {
      return await inTransaction(connections, (transaction) => work(unitOn(transaction)));
    } catch (error) {
      if (runsLeft === 0 || !dialect.mayRunAgain(error)) throw error;
      // Two that deadlocked must not meet again at the same moment.
      await pause(Math.random() * LONGEST_PAUSE_MS);
      return run(work, runsLeft - 1);
    }
  };
  return { run: (work) => connections.unitPermits.run(() => run(work, MOST_RUNS - 1)) };
}
