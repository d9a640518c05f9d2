import { type ClaimRound, type LetterBox, type LetterEvent, type LetterId, TOO_OLD } from '@rekey/domain';
import type { Rate } from '../settings/rate.ts';

/** Keeps what this courier hands over within a rate, whatever is asked for. */
export interface MailPace {
  /** Hears of every step of a letter. */
  hear(event: LetterEvent): void;
  /** The same box, whose claims take no more letters than may become mails now. */
  paced(letters: LetterBox): LetterBox;
}

const NOTHING: ClaimRound = { claimed: [], buried: [], folded: [] };

/**
 * At most `count` mails in any window, the relay's refusals included. Letters that become no mail cost nothing: a flood of made-up names
 * holds up nobody's mail. What is over the rate stays in the box and is due as before.
 */
export function createMailPace(rate: Rate | null, monotonicMs: () => number): MailPace {
  if (rate === null) return { hear: () => {}, paced: (letters) => letters };
  let handedOver: number[] = [];
  // Claimed, and not yet heard of again: each may become a mail.
  const underWay = new Set<LetterId>();
  const room = () => {
    const windowBegan = monotonicMs() - rate.windowMs;
    handedOver = handedOver.filter((at) => at > windowBegan);
    return rate.count - handedOver.length - underWay.size;
  };
  return {
    hear(event) {
      if (event.kind === 'claimed') underWay.add(event.letterId);
      else underWay.delete(event.letterId);
      if (cameToTheRelay(event)) handedOver.push(monotonicMs());
    },
    paced: (letters) => ({
      ...letters,
      async claim(wish) {
        const limit = Math.min(wish.limit, room());
        return limit > 0 ? letters.claim({ ...wish, limit }) : NOTHING;
      },
    }),
  };
}

function cameToTheRelay(event: LetterEvent): boolean {
  if (event.kind === 'dead') return event.reason !== TOO_OLD;
  return event.kind === 'sent' || event.kind === 'postponed';
}
