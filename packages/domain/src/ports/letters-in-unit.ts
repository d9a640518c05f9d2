import type { HandOverStart, LetterId, LetterRecord, Notice, Settlement } from '../values/letter.ts';
import type { UserKey } from '../values/user.ts';

/** What became of an order to retry a letter: only a dead one can be retried. */
export type Retried =
  | { readonly kind: 'due'; readonly letter: LetterRecord }
  | { readonly kind: 'not-dead' }
  | { readonly kind: 'unknown' };

/**
 * Letters inside a unit of work. A failure throws and the unit rolls back.
 *
 * A member that takes claims is one write for any number of them, and each claim is guarded: with a
 * stale fence, or on a letter that was given back or is no longer pending, it changes nothing, and
 * the letter is not among those answered.
 *
 * Contract: `lettersInUnitContract`.
 */
export interface LettersInUnit {
  /**
   * Queues a notice, to be committed or rolled back with the unit. A full box takes it, too: the
   * password is changed already.
   */
  post(notice: Notice): Promise<void>;

  /**
   * Records, before the first byte of mail, that these mails may have arrived from now on, and for
   * whom. Answers the letters that are still held.
   */
  startHandOvers(starts: readonly HandOverStart[]): Promise<readonly LetterId[]>;

  /**
   * Counts per user the reset letters whose hand-over began in the window and did not certainly
   * fail, `except` some. Users with none are absent. A letter that ended without a mail or a doubt
   * certainly failed; one that died in doubt counts.
   */
  handedOverWithin(
    users: readonly UserKey[],
    windowMs: number,
    except: readonly LetterId[],
  ): Promise<ReadonlyMap<UserKey, number>>;

  /**
   * Ends letters or frees them, and answers those that were still held.
   *
   * - An end erases the address that the letter carried. Only a dead letter keeps it, for `retry`.
   * - Postponed: due again after a delay. Released: due as before, its attempt given back. Without
   *   a doubt its hand-over is forgotten.
   */
  settle(settlements: readonly Settlement[]): Promise<readonly LetterId[]>;

  /** Makes a dead letter due now, with a fresh age and no attempts or doubts behind it. */
  retry(id: LetterId): Promise<Retried>;

  /**
   * Settles a pending letter as `sent` and raises its fence, even while a courier holds it: its
   * token was just used, so its mail arrived. A settled letter stays as it is.
   */
  proveDelivered(id: LetterId): Promise<void>;

  /**
   * Ends the reset letters that wait for exactly this name, held or not (`skipped: reported`),
   * raises their fences, and answers how many.
   */
  closeFor(username: string): Promise<number>;
}
