import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Delivery } from '../values/mail.ts';
import { afterHandOver, type Consequence } from './after-hand-over.ts';
import type { HandOver } from './hand-over.ts';
import type { LetterEvent } from './letter-event.ts';

export interface SettleHandOverDeps {
  readonly units: UnitOfWork;
  /** In [0, 1), for jitter and for lots; no secret depends on it. */
  readonly random: () => number;
}

/** Writes down how a hand-over ended: token and letter in one transaction. The withdrawal holds even where the lease is lost. */
export async function settleHandOver(
  deps: SettleHandOverDeps,
  handOver: HandOver,
  delivery: Delivery,
): Promise<LetterEvent> {
  const { claim, digest } = handOver;
  const { token, letter } = afterHandOver(claim, delivery, deps.random());
  const written = await deps.units.run(async (unit) => {
    if (token === 'withdraw' && digest !== null) await unit.tokens.withdraw(digest);
    return letter.state === 'pending' ? unit.letters.postpone(claim, letter) : unit.letters.settle(claim, letter);
  });
  return written === 'lost' ? { letterId: claim.id, kind: 'lost' } : eventOf(handOver, letter);
}

function eventOf({ claim }: HandOver, letter: Consequence['letter']): LetterEvent {
  const letterId = claim.id;
  switch (letter.state) {
    case 'sent':
      return { letterId, kind: 'sent', letterKind: claim.letter.kind, attempts: claim.attempts };
    case 'pending':
      return { letterId, kind: 'postponed', error: letter.error, delayMs: letter.delayMs, doubt: letter.doubt };
    default:
      return { letterId, kind: letter.state, reason: letter.reason };
  }
}
