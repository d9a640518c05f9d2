import type { SessionRevoker } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import type { SessionsTable } from './sessions-table.ts';

/** Ends sessions in the mapped table; with no such table there are none that Rekey could end. */
export function knexSessionRevoker(transaction: Knex.Transaction, sessions: SessionsTable | null): SessionRevoker {
  return {
    async revokeAllOf(user) {
      if (sessions === null) return 0;
      return sessions.dialect.count(transaction, sessions.endAllOf(user, transaction));
    },
  };
}
