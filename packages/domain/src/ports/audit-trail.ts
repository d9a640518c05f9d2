import type { AuditEvent } from '../values/audit-event.ts';

/**
 * Keeps what happened, with the time of the store's clock, inside a unit of work: the record stands or falls with the deed.
 * Holds no secret. A failure throws and the unit rolls back.
 *
 * Contract: `auditTrailContract`.
 */
export interface AuditTrail {
  record(event: AuditEvent): Promise<void>;
}
