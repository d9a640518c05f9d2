import type { AuditWriter } from '@rekey/domain/ports';
import type { Drafts, MemoryDatabase } from './memory-database.ts';
import { surplus } from './table.ts';

// Memory is no archive: a program that must keep its audit keeps it in a database.
const MAX_EVENTS = 20_000;

/** An `AuditWriter` over the drafts of one unit. Keeps the newest 20,000 events. */
export function memoryAuditWriter(database: MemoryDatabase, { audit }: Drafts): AuditWriter {
  return {
    async record(events) {
      for (const event of events) {
        const number = database.nextNumber();
        audit.set(number, { number, at: database.now(), event });
      }
      for (const old of [...surplus(audit, MAX_EVENTS)]) audit.delete(old.number);
    },
  };
}
