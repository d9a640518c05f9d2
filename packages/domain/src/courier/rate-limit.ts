import type { LetterBox } from '../ports/letters.ts';
import { type LetterId, TOO_OLD } from '../values/letter.ts';
import type { LetterEvent } from './courier.ts';

/** At most `count` mails in any window. */
export interface MailRate {
  readonly count: number;
  readonly windowMs: number;
}

/** Keeps the mails of one courier within a rate. */
export interface MailRateLimit {
  /** Must hear of every step of a letter: mails are counted from these. */
  hear(event: LetterEvent): void;
  /** The same letter box, but a claim takes no more letters than may become mails now. */
  limited(letters: LetterBox): LetterBox;
}

/**
 * A sliding window. Mails that the relay refused count. Letters that become no mail do not: a flood
 * of made-up names delays nobody's mail. Letters over the rate stay in the box and remain due.
 */
export function createMailRateLimit(rate: MailRate | null, monotonicMs: () => number): MailRateLimit {
  if (rate === null) return { hear: () => {}, limited: (letters) => letters };
  let handedOver: number[] = [];
  // Claimed and without an end yet: each may become a mail.
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
    limited: (letters) => ({
      ...letters,
      // Also where no mail may go out: what waits for one name is folded meanwhile.
      claim: (request) => letters.claim({ ...request, limit: Math.max(0, Math.min(request.limit, room())) }),
    }),
  };
}

function cameToTheRelay(event: LetterEvent): boolean {
  if (event.kind === 'dead') return event.reason !== TOO_OLD;
  return event.kind === 'sent' || event.kind === 'postponed';
}
