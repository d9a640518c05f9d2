import type { Unit, UnitOfWork } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import type { Connections } from './connections.ts';
import { knexAuditWriter } from './knex-audit-writer.ts';
import { knexReportsInUnit } from './knex-reports-in-unit.ts';
import { knexTokensInUnit } from './knex-tokens-in-unit.ts';
import { knexLettersInUnit } from './letters/knex-letters-in-unit.ts';
import { knexSessionRevoker } from './sessions/knex-session-revoker.ts';
import type { SessionsTable } from './sessions/sessions-table.ts';
import { inTransactionAgain } from './transaction.ts';
import { knexUsersInUnit } from './users/knex-users-in-unit.ts';
import type { UsersTable } from './users/users-table.ts';

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
  const run = <Result>(work: (unit: Unit) => Promise<Result>): Promise<Result> =>
    inTransactionAgain(connections, (transaction) => work(unitOn(transaction)));
  return { run: (work) => connections.unitPermits.run(() => run(work)) };
}
