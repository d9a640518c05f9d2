/** What waits, for an operator who watches the mail. */
export interface BacklogView {
  /**
   * For how long letters have failed because the relay could not be used at all, and its last
   * words; `null` while it can.
   */
  readonly channelDown: { readonly forMs: number; readonly reason: string } | null;
  /** For how long the letter that waits longest for a courier has been due; 0 when none does. */
  readonly overdueMs: number;
}

/**
 * Says what is wrong with the mail, from the letters alone: any process can ask, even one that
 * sends nothing. Time is the store's own clock. A failure throws.
 *
 * Contract: `backlogContract`.
 */
export interface Backlog {
  /**
   * Changes nothing.
   *
   * - The relay is down from the first failure that gave an attempt back, until a letter is sent or
   *   no letter that failed so waits any more. A letter that fails by itself says nothing about the
   *   relay.
   * - A letter waits for a courier while it is due and none holds it.
   */
  look(): Promise<BacklogView>;
}
