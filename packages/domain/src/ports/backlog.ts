import type { LetterState } from '../values/letter.ts';

/** A courier's word that its claims fail is believed for so long, unless it is repeated. */
export const CLAIM_ALARM_STANDS_MS = 60_000;

/** How many letters are kept in each state. A store may stop counting each at some thousands. */
export type LetterCounts = Readonly<Record<LetterState, number>>;

/** What waits, for an operator who watches the mail. */
export interface BacklogView {
  /**
   * For how long letters have failed because the relay could not be used at all, and its last
   * words; `null` while it can.
   */
  readonly channelDown: { readonly forMs: number; readonly reason: string } | null;
  /** For how long the letter that waits longest for a courier has been due; 0 when none does. */
  readonly overdueMs: number;
  /** How many letters are due and wait for a courier. A store may stop counting at some thousands. */
  readonly waiting: number;
  /** For how long a courier has failed to claim, if one said so in the last minute; else `null`. */
  readonly claimsFailForMs: number | null;
}

/**
 * Says what is wrong with the mail, from the letters and from what couriers say of their claims:
 * any process can ask, even one that sends nothing. Time is the store's own clock. A failure throws.
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

  /** Counts letters by state; one that a courier holds is pending. Changes nothing. */
  count(): Promise<LetterCounts>;

  /**
   * A courier says for how long it has failed to claim. Other processes see it for
   * `CLAIM_ALARM_STANDS_MS`, so a courier that goes on failing says it again. Touches no letter.
   */
  raiseClaimAlarm(forMs: number): Promise<void>;

  /** The courier claims again: the alarm is not seen any more. */
  endClaimAlarm(): Promise<void>;
}
