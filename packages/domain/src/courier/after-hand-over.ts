import type { Claim, LetterFate } from '../values/letter.ts';
import type { Delivery } from '../values/mail.ts';
import { backOffMs } from './back-off.ts';

/** What a delivery means for the letter and for the token in it. */
export interface Consequence {
  /** A token goes only where it certainly reached nobody; withdrawing one that may have arrived would break a good link. */
  readonly token: 'keep' | 'withdraw';
  readonly letter: LetterFate;
}

// A relay that never confirms would get the same mail again and again: three duplicates are enough.
const MAX_DOUBTS = 3;

/**
 * Decides, without touching anything. `random` is in [0, 1). The reason is read only where it is kept: a mailer may have to make it fit
 * for that first.
 */
export function afterHandOver(claim: Claim, delivery: Delivery, random: number): Consequence {
  const delayMs = backOffMs(claim.attempts, random);
  switch (delivery.kind) {
    case 'accepted':
      return { token: 'keep', letter: { state: 'sent' } };
    case 'refused-for-good':
      return { token: 'withdraw', letter: { state: 'dead', reason: `refused by the relay: ${delivery.reason}` } };
    case 'try-later':
      return {
        token: 'withdraw',
        letter: { state: 'pending', delayMs, error: delivery.reason, doubt: false, countsAsAttempt: true },
      };
    case 'channel-down':
      // Due again with the first probe; the pause of the whole channel is what spares the relay.
      return {
        token: 'withdraw',
        letter: {
          state: 'pending',
          delayMs: backOffMs(1, random),
          error: delivery.reason,
          doubt: false,
          countsAsAttempt: false,
        },
      };
    case 'unknown':
      return claim.doubts + 1 >= MAX_DOUBTS
        ? {
            token: 'keep',
            letter: { state: 'dead', reason: `may have arrived, the relay never confirmed it: ${delivery.reason}` },
          }
        : {
            token: 'keep',
            letter: { state: 'pending', delayMs, error: delivery.reason, doubt: true, countsAsAttempt: true },
          };
  }
}
