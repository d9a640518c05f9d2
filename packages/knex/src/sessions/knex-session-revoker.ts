import type { SessionRevoker } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import { rows } from '../connections.ts';
import type { SessionsTable } from './sessions-table.ts';

/** Ends sessions in the mapped table; with no such table there are none that Rekey could end. */
export function knexSessionRevoker(transaction: Knex.Transaction, sessions: SessionsTable | null): SessionRevoker {
  return {
    async revokeAllOf(user) {
      if (sessions === null) return 0;
      const { sql, values } = sessions.endAllOf(user, transaction);
      return (await rows(transaction, `${sql} returning 1 as ended`, values)).length;
    },
  };
}
