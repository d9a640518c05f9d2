import type { AuditReader } from '@rekey/domain/ports';
import type { AuditView, ClientAddress, Instant, LetterId, Operator, UserKey } from '@rekey/domain/values';
import { type Connections, type Row, rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { instantOrNull, number, textOrNull } from './row-mapping.ts';

/** Each half ends by its own index. With one OR instead, the whole trail was read from its end. */
const ofOne = ({ isAmong, once }: Dialect) => `
  with of_name as ${once} (
    select id from rekey_audit where username = ? order by username desc, id desc limit ?
  ), of_user as ${once} (
    select id from rekey_audit where user_key = ? order by user_key desc, id desc limit ?
  )
  select * from rekey_audit where ${isAmong('id', 'select id from of_name union select id from of_user')}
  order by id desc limit ?`;

export function knexAuditReader({ read, dialect }: Pick<Connections, 'read' | 'dialect'>): AuditReader {
  return {
    async list({ of, limit }) {
      const found =
        of === undefined
          ? await rows(read, 'select * from rekey_audit order by id desc limit ?', [limit])
          : await rows(read, ofOne(dialect), [of.username, limit, of.userKey, limit, limit]);
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
    operator: textOrNull(row, 'operator') as Operator | null,
  };
}
