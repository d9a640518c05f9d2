import type { AuditReader, AuditView, ClientAddress, Instant, LetterId, UserKey } from '@rekey/domain';
import { type Connections, type Row, rows } from './connections.ts';
import { instantOrNull, number, textOrNull } from './row-mapping.ts';

export function knexAuditReader({ read }: Pick<Connections, 'read'>): AuditReader {
  return {
    async list({ of, limit }) {
      const condition = of === undefined ? '1 = 1' : 'username = ? or user_key = ?';
      const values = of === undefined ? [] : [of.username, of.userKey];
      const found = await rows(read, `select * from rekey_audit where ${condition} order by id desc limit ?`, [
        ...values,
        limit,
      ]);
      return found.map(auditViewOf);
    },
  };
}

function auditViewOf(row: Row): AuditView {
  return {
    at: number(row, 'at') as Instant,
    kind: textOrNull(row, 'kind') as AuditView['kind'],
    username: textOrNull(row, 'username'),
    userKey: textOrNull(row, 'user_key') as UserKey | null,
    address: textOrNull(row, 'client_address') as ClientAddress | null,
    letterId: textOrNull(row, 'letter_id') as LetterId | null,
    letterKind: textOrNull(row, 'letter_kind') as AuditView['letterKind'],
    requestedAt: instantOrNull(row, 'requested_at'),
    reason: textOrNull(row, 'reason'),
    count: row['tokens'] === null ? null : number(row, 'tokens'),
  };
}
