import type { NewToken, Reportable, TokenDigest, TokenRecord } from '../values/reset-token.ts';
import type { Revision, UserKey } from '../values/user.ts';

/**
 * Keeps digests of reset tokens, never a token. A token lives from its issue until its life is
 * over, that instant excluded, on the store's own clock. A failure throws.
 *
 * Contract: `resetTokenStoreContract`.
 */
export interface ResetTokenStore {
  /**
   * Answers the record of a live token, and changes nothing. Unknown, consumed, withdrawn, revoked,
   * superseded and expired are all `null`: the caller learns nothing about why.
   */
  inspect(digest: TokenDigest): Promise<TokenRecord | null>;
}

/**
 * Reset tokens inside a unit of work. The caller holds the user first (`withdraw` and `revokeAll`
 * excepted). What takes several is a constant number of writes, however many there are. Time is the
 * store's own clock. A failure throws and the unit rolls back.
 *
 * Contract: `tokensInUnitContract`.
 */
export interface TokensInUnit extends ResetTokenStore {
  /**
   * Stores digests and supersedes the oldest live tokens of their users, so that of each at most
   * `keepNewest` live, the new ones included.
   */
  issue(tokens: readonly NewToken[], keepNewest: number): Promise<void>;

  /**
   * Ends a live token that is bound to `revision`, and says whether this call did it: of any number
   * of callers in any number of processes one hears `true`. There is no separate find to misuse.
   */
  consume(digest: TokenDigest, revision: Revision): Promise<boolean>;

  /**
   * Ends tokens that certainly never reached anybody. It is never fenced, and a dead or unknown
   * token stays as it is.
   */
  withdraw(digests: readonly TokenDigest[]): Promise<void>;

  /** Ends the live tokens of a user and answers how many. */
  revokeAllOf(user: UserKey): Promise<number>;

  /** Ends all live tokens and answers how many. */
  revokeAll(): Promise<number>;
}

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
