import { createSemaphore } from '@rekey/concurrency';
import type { UnitOfWork } from '@rekey/domain/ports';
import { memoryLettersInUnit } from './letters/memory-letters-in-unit.ts';
import { memoryAuditWriter } from './memory-audit-writer.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { memoryReportsInUnit } from './memory-reports-in-unit.ts';
import { memorySessionRevoker } from './memory-session-revoker.ts';
import { memoryTokensInUnit } from './memory-tokens-in-unit.ts';
import { memoryUsersInUnit } from './memory-users-in-unit.ts';

/**
 * A `UnitOfWork` over shared memory: one unit at a time, on drafts that become the state when its work is done.
 * Work must not wait for another write to the same store: that would wait for this unit, which waits for it.
 */
export function memoryUnitOfWork(database: MemoryDatabase, maxWaitMs: number): UnitOfWork {
  const units = createSemaphore({ resource: 'a unit', permits: 1, maxWaitMs });
  return {
    run: (work) =>
      units.run(() =>
        database.write((drafts) =>
          work({
            users: memoryUsersInUnit(database, drafts),
            tokens: memoryTokensInUnit(database, drafts),
            sessions: memorySessionRevoker(drafts),
            reports: memoryReportsInUnit(database, drafts),
            letters: memoryLettersInUnit(database, drafts),
            audit: memoryAuditWriter(database, drafts),
          }),
        ),
      ),
  };
}
