import type { AuditEvent } from '../values/audit-event.ts';

/**
 * Writes the audit trail, inside a unit of work: the record stands or falls with the deed.
 * `AuditReader` reads it.
 *
 * Contract: `auditWriterContract`.
 */
export interface AuditWriter {
  /**
   * Keeps events in their order, with the time of the store's clock. Any number of them is one
   * write; none is no write. They hold no secret. A failure throws and the unit rolls back.
   */
  record(events: readonly AuditEvent[]): Promise<void>;
}
