import type { Reportable, TokenDigest } from '../values/reset-token.ts';
import type { UserKey } from '../values/user.ts';

/** The digest of a not-me secret that stands in a notice, about to be kept. */
export interface NewReportable {
  readonly digest: TokenDigest;
  readonly userKey: UserKey;
  readonly lifeMs: number;
}

/**
 * Who may say "this wasn't me", inside a unit of work. Time is the store's own clock. A failure
 * throws and the unit rolls back.
 *
 * Contract: `reportsInUnitContract`.
 */
export interface ReportsInUnit {
  /**
   * Answers whose account a digest speaks for: that of a token that was issued, live or over, or of
   * a notice that was allowed. Withdrawn while it was live, unknown, purged and used are all
   * `null`. A read: it locks nothing.
   */
  find(digest: TokenDigest): Promise<Reportable | null>;

  /** Keeps digests of notices for their lives. No token belongs to them: they set no password. */
  allow(reportables: readonly NewReportable[]): Promise<void>;

  /**
   * Ends the right to report of one digest, and says whether this call did it: of any number of
   * callers one hears `true`. What the token itself may do is not changed by it. The caller holds
   * the user first.
   */
  use(digest: TokenDigest): Promise<boolean>;
}
