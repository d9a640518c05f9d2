/** What grows with time and is thrown away by age. */
export type Kept = 'letters' | 'tokens' | 'audit';

export interface PurgeRequest {
  /** Rows that expired longer ago than this go. */
  readonly olderThanMs: number;
  /** Rows at most: claims and posts then wait for a handful of rows, not for a history. */
  readonly limit: number;
}

/**
 * Retention: removes expired rows, a few at a time, on the store's own clock.
 *
 * Contract: `housekeepingContract`.
 */
export interface Housekeeping {
  /**
   * Removes at most `limit` rows that expired longer ago than `olderThanMs`, the oldest first, and
   * answers how many. Fewer than `limit`: nothing else that it may take is that old.
   *
   * - A letter expires when it is settled. What is pending stays, however old. A hand-over is never
   *   later than the settlement, so an age no shorter than the window of a limit takes nothing that
   *   the limit still counts.
   * - A token expires at the end of its life, whatever ended it before. A live one stays.
   * - An audit event expires when it is recorded.
   * - It waits for no lock: a row that is held is left for the next purge. A failure throws, and
   *   nothing of the batch is gone.
   */
  purge(kept: Kept, request: PurgeRequest): Promise<number>;
}
