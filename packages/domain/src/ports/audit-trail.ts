import type { AuditEvent } from '../values/audit-event.ts';

/**
 * Keeps what happened, in the order in which it is told, with the time of the store's clock, inside a unit of work:
 * the record stands or falls with the deed. Any number of events is one write; none is no write.
 * Holds no secret. A failure throws and the unit rolls back.
 *
 * Contract: `auditTrailContract`.
 */
export interface AuditTrail {
  record(events: readonly AuditEvent[]): Promise<void>;
}
