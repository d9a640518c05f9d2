import type { HandOverStart, LetterId, LetterRecord, Notice, Settlement } from '../values/letter.ts';
import type { UserKey } from '../values/user.ts';

export type Retried =
  | { readonly kind: 'due'; readonly letter: LetterRecord }
  | { readonly kind: 'not-dead' }
  | { readonly kind: 'unknown' };

/**
 * Letters inside a unit of work. Whatever takes claims is one write, however many there are, and each claim in it is guarded:
 * with a stale fence, on a letter that it gave back, or on one that is no longer pending, it changes nothing, and the letter is not
 * among those answered.
 *
 * - `post` queues a notice, to be committed or rolled back with the unit. A full box takes it nevertheless: the password is changed already.
 * - `startHandOvers` records, before the first byte of mail, that the mails may from now on have arrived, and for whom.
 * - `handedOverWithin` counts, for each of these users who has any, the reset letters whose hand-over began in the window and did not
 *   certainly fail, `except` some. A letter that ended without a mail or a doubt certainly failed; one that died in doubt counts.
 * - `settle` ends a letter and erases the address that it carried; only a dead letter keeps it, so that `retry` can revive it.
 *   Or it frees the letter: postponed, due again after a delay; released, due as before and its attempt given back. Without a doubt
 *   its hand-over is forgotten.
 * - `retry` makes a dead letter due now, with a fresh age and no attempts or doubts behind it.
 * - `proveDelivered` settles a letter as `sent` whoever holds it, because its token was just used, and raises its fence; a settled one stays.
 * - `closeFor` ends the reset letters that wait for exactly this name, held or not (`skipped: reported`), raises their fences, and answers how many.
 *
 * Contract: `lettersInUnitContract`.
 */
export interface LettersInUnit {
  post(notice: Notice): Promise<void>;
  startHandOvers(starts: readonly HandOverStart[]): Promise<readonly LetterId[]>;
  handedOverWithin(
    users: readonly UserKey[],
    windowMs: number,
    except: readonly LetterId[],
  ): Promise<ReadonlyMap<UserKey, number>>;
  settle(settlements: readonly Settlement[]): Promise<readonly LetterId[]>;
  retry(id: LetterId): Promise<Retried>;
  proveDelivered(id: LetterId): Promise<void>;
  closeFor(username: string): Promise<number>;
}
