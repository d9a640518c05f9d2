import type { AuditView } from '../values/audit-view.ts';
import type { UserKey } from '../values/user.ts';

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
