import type { Clock } from '../ports/clock.ts';
import type { LetterBox } from '../ports/letter-box.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { LetterEvent } from './letter-event.ts';
import type { PrepareLettersDeps } from './prepare.ts';

export interface DeliverDueLettersDeps extends PrepareLettersDeps {
  readonly letters: LetterBox;
  readonly mailer: Mailer;
  readonly clock: Clock;
  /** In [0, 1), for jitter; no secret depends on it. */
  readonly random: () => number;
  /** Hears of every step, for the log. Must not throw. */
  readonly tell: (event: LetterEvent) => void;
  /** True once the program wants to end: letters not yet on their way are given back. */
  readonly stopping: () => boolean;
}
