import type { Delivery } from '../values/mail.ts';
import { afterHandOver } from './after-hand-over.ts';
import type { Ready, Shift } from './claim-ahead.ts';
import type { DeliverDueLettersDeps } from './deliver-due-letters-deps.ts';
import type { HandOver, MailHandOver } from './prepared.ts';
import type { Verdict } from './settle.ts';

/** Hands one letter to the relay, if there is time for it, and says what is to be written down; `null` where that broke. */
export function createHandOver(deps: DeliverDueLettersDeps) {
  return async ({ handOver, endsMs }: Ready, shift: Shift): Promise<Verdict | null> => {
    const budgetMs = () => endsMs - deps.clock.monotonicMs();
    const mayStart = shift.channelDown() === null && !deps.stopping() && budgetMs() >= deps.rules.mailDeadlineMs;
    if (!mayStart) return unhanded(handOver, { state: 'released' });
    if (handOver.kind === 'decoy') return unhanded(handOver, { state: 'skipped', reason: handOver.reason });
    try {
      const delivery = await deps.mailer.deliver(handOver.mail, deps.rules.mailDeadlineMs);
      if (delivery.kind === 'channel-down') shift.findChannelDown(delivery.reason);
      return verdictOn(deps, handOver, delivery);
    } catch (fault) {
      deps.tell({ letterId: handOver.claim.id, kind: 'failed', fault });
      return null;
    }
  };
}

/** No byte of mail went out: its token is of no use to anybody. */
function unhanded({ claim, userKey, digest }: HandOver, fate: Verdict['fate']): Verdict {
  return { claim, userKey, fate, withdrawn: digest };
}

function verdictOn(
  { random }: DeliverDueLettersDeps,
  { claim, userKey, digest }: MailHandOver,
  delivery: Delivery,
): Verdict {
  const { token, letter: fate } = afterHandOver(claim, delivery, random());
  return { claim, userKey, fate, withdrawn: token === 'withdraw' ? digest : null };
}
