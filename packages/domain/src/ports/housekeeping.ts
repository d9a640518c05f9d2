/** What grows with time and is thrown away by age. */
export type Kept = 'letters' | 'tokens' | 'audit';

export interface PurgeWish {
  /** How long a row has been over before it goes. */
  readonly olderThanMs: number;
  /** Rows at most: whoever claims or posts meanwhile waits for a handful, not for a history. */
  readonly limit: number;
}

/**
 * Throws away what nobody needs any more, a few rows at a time, on the store's own clock.
 *
 * - `purge` removes at most `limit` rows that have been over for longer than `olderThanMs`, the longest over first, and
 *   answers how many. Fewer than `limit`: nothing else that it may take is that old.
 * - A letter is over once it is settled. Whatever is pending stays, however old. A hand-over is never later than the
 *   settlement, so an age no shorter than the window of a limit takes nothing that the limit still counts.
 * - A token is over at its expiry, whatever ended it before. A live one stays.
 * - An audit event is over when it is recorded.
 * - It waits for nobody: what somebody else holds is left for the next purge. A failure throws, and nothing of the batch is gone.
 *
 * Contract: `housekeepingContract`.
 */
export interface Housekeeping {
  purge(kept: Kept, wish: PurgeWish): Promise<number>;
}
