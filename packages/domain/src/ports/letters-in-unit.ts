import type { Claim, LetterEnd, LetterId, Notice, Postponement } from '../values/letter.ts';
import type { UserKey } from '../values/user.ts';

/**
 * Letters inside a unit of work. Whatever takes a claim is one guarded write: with a stale fence, or on a letter that is
 * no longer pending, it changes nothing and answers `lost`.
 *
 * - `post` queues a notice, to be committed or rolled back with the unit. A full box takes it nevertheless: the password is changed already.
 * - `startHandOver` records, before the first byte of mail, that the mail may from now on have arrived, and for whom.
 * - `handedOverWithin` counts reset letters of this user whose hand-over began in the window and did not certainly fail, `except` one.
 *   A letter that died without a doubt certainly failed; one that died in doubt counts.
 * - `settle` ends a letter and erases the address that it carried; only a dead letter keeps it, so that `retry` can revive it.
 * - `postpone` frees the letter, due again after a delay; without a doubt its hand-over is forgotten.
 * - `proveDelivered` settles a letter as `sent` whoever holds it, because its token was just used, and raises its fence; a settled one stays.
 * - `closeFor` ends the reset letters that wait for exactly this name, held or not (`skipped: reported`), raises their fences, and answers how many.
 *
 * Contract: `lettersInUnitContract`.
 */
export interface LettersInUnit {
  post(notice: Notice): Promise<void>;
  startHandOver(claim: Claim, user: UserKey): Promise<'ours' | 'lost'>;
  handedOverWithin(user: UserKey, windowMs: number, except: LetterId): Promise<number>;
  settle(claim: Claim, end: LetterEnd): Promise<'settled' | 'lost'>;
  postpone(claim: Claim, until: Postponement): Promise<'postponed' | 'lost'>;
  proveDelivered(id: LetterId): Promise<void>;
  closeFor(username: string): Promise<number>;
}
