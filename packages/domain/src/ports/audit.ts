import type { AuditEvent, AuditView } from '../values/audit-event.ts';
import type { UserKey } from '../values/user.ts';

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

export interface AuditFilter {
  /**
   * Events that tell of exactly this name, or of the user with this key under whatever name.
   * Absent: all.
   */
  readonly of?: { readonly username: string; readonly userKey: UserKey | null };
  /** At most so many, newest first. */
  readonly limit: number;
}

/**
 * Reads the audit trail for an operator; `AuditWriter` writes it. A failure throws.
 *
 * Contract: `auditReaderContract`.
 */
export interface AuditReader {
  /**
   * Newest first: what was recorded, with the time at which it was. Names match code point for code
   * point. It waits for no unit, and sees what was committed before it began.
   */
  list(filter: AuditFilter): Promise<readonly AuditView[]>;
}
