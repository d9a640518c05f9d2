import type { AuditReader } from '@rekey/domain/ports';
import { auditViewOf } from '@rekey/domain/values';
import type { MemoryDatabase } from './memory-database.ts';

/** An `AuditReader` over shared memory. */
export function memoryAuditReader({ committed: { audit } }: MemoryDatabase): AuditReader {
  return {
    async list({ of, limit }) {
      const views = [...audit.values()].map(({ at, event }) => auditViewOf(at, event)).reverse();
      const isOfThem = ({ username, userKey }: (typeof views)[number]) =>
        of === undefined || username === of.username || (userKey !== null && userKey === of.userKey);
      return views.filter(isOfThem).slice(0, limit);
    },
  };
}
