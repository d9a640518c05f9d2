import { type AuditLog, auditViewOf } from '@rekey/domain';
import type { MemoryDatabase } from './memory-database.ts';

/** An `AuditLog` over shared memory. */
export function memoryAuditLog({ committed: { audit } }: MemoryDatabase): AuditLog {
  return {
    async list({ of, limit }) {
      const views = [...audit.values()].map(({ at, event }) => auditViewOf(at, event)).reverse();
      const isOfThem = ({ username, userKey }: (typeof views)[number]) =>
        of === undefined || username === of.username || (userKey !== null && userKey === of.userKey);
      return views.filter(isOfThem).slice(0, limit);
    },
  };
}
