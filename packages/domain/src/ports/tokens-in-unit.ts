import type { NewToken, TokenDigest } from '../values/reset-token.ts';
import type { Revision, UserKey } from '../values/user.ts';
import type { ResetTokenStore } from './reset-token-store.ts';

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
