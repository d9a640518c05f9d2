import type { Claim, LetterFate } from '../values/letter.ts';
import type { Delivery } from '../values/mail.ts';
import type { ClaimAhead, Ready } from './claim-ahead.ts';
import type { Prepared } from './compose.ts';
import type { CourierDeps } from './courier.ts';
import { backOffMs } from './rules.ts';
import type { Settlement } from './settle.ts';

/** Hands one letter to the relay, if there is time. Says how to settle it; `null` if that broke. */
export async function handOver(
  deps: CourierDeps,
  { prepared, endsMs }: Ready,
  cycle: ClaimAhead,
): Promise<Settlement | null> {
  const { mailDeadlineMs } = deps.rules;
  const leftMs = endsMs - deps.clock.monotonicMs();
  const mayStart = cycle.channelDown === null && !deps.stopping() && leftMs >= mailDeadlineMs;
  if (!mayStart) return notHandedOver(prepared, { state: 'released' });
  if (prepared.kind === 'decoy') return notHandedOver(prepared, { state: 'skipped', reason: prepared.reason });
  try {
    const delivery = await deps.mailer.deliver(prepared.mail, mailDeadlineMs);
    if (delivery.kind === 'channel-down') cycle.findChannelDown(delivery.reason);
    const { claim, userKey, digest } = prepared;
    const fate = fateAfter(claim, delivery, deps.random());
    return { claim, userKey, fate, withdrawn: certainlyFailed(delivery) ? digest : null };
  } catch (fault) {
    deps.tell({ letterId: prepared.claim.id, kind: 'failed', fault });
    return null;
  }
}

/** No byte of the mail went out: its token is of no use. */
function notHandedOver({ claim, userKey, digest }: Prepared, fate: LetterFate): Settlement {
  return { claim, userKey, fate, withdrawn: digest };
}

/** Only then is a token withdrawn. To withdraw one that may have arrived would break a good link. */
export function certainlyFailed({ kind }: Delivery): boolean {
  return kind !== 'accepted' && kind !== 'unknown';
}

// A relay that never confirms would get the same mail again and again: three duplicates are enough.
const MAX_DOUBTS = 3;

/**
 * What the relay's reply means for the letter. `random` is in [0, 1). The reason is read only where
 * it is kept: a mailer may have to clean it first.
 */
export function fateAfter({ attempts, doubts }: Claim, delivery: Delivery, random: number): LetterFate {
  switch (delivery.kind) {
    case 'accepted':
      return { state: 'sent' };
    case 'refused-for-good':
      return { state: 'dead', reason: `refused by the relay: ${delivery.reason}` };
    case 'try-later':
      return postponed(delivery, backOffMs(attempts, random), { doubt: false, countsAsAttempt: true });
    case 'channel-down':
      // Due again with the first probe. The pause of the whole courier is what spares the relay.
      return postponed(delivery, backOffMs(1, random), { doubt: false, countsAsAttempt: false });
    case 'unknown':
      if (doubts + 1 >= MAX_DOUBTS)
        return { state: 'dead', reason: `may have arrived, the relay never confirmed it: ${delivery.reason}` };
      return postponed(delivery, backOffMs(attempts, random), { doubt: true, countsAsAttempt: true });
  }
}

function postponed(
  { reason }: Delivery,
  delayMs: number,
  trace: { readonly doubt: boolean; readonly countsAsAttempt: boolean },
): LetterFate {
  return { state: 'pending', delayMs, error: reason, ...trace };
}
