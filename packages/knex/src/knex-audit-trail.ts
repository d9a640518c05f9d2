import type { AuditTrail } from '@rekey/domain';
import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.ts';

export function knexAuditTrail(transaction: Knex.Transaction, dialect: Dialect): AuditTrail {
  return {
    async record(event) {
      await transaction('rekey_audit').insert({
        at: dialect.now(transaction),
        kind: event.kind,
        user_key: 'userKey' in event ? event.userKey : null,
        username: 'username' in event ? event.username : null,
        client_address: 'address' in event ? event.address : null,
        letter_id: 'letterId' in event ? event.letterId : null,
        tokens: 'count' in event ? event.count : null,
      });
    },
  };
}
