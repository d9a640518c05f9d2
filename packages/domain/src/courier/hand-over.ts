import type { Claim, LetterFate, Postponement } from '../values/letter.ts';
import type { Delivery } from '../values/mail.ts';
import type { ClaimAhead } from './claim-ahead.ts';
import type { Prepared, PreparedMail } from './compose.ts';
import type { CourierDeps } from './courier.ts';
import type { Ready } from './prepare-claimed.ts';
import { backOffMs } from './rules.ts';
import type { Settlement } from './settle.ts';
import type { Passed, SlowLane } from './slow-lane/slow-lane.ts';

/** A letter on its way to the relay. */
export interface HandingOver {
  /** How to settle it; `null` if the hand-over broke. Never rejects. */
  readonly settlement: Promise<Settlement | null>;
  /** Resolves when the cycle need not wait for it any more. May never. */
  readonly left: Promise<void>;
}

/** Hands one letter to the relay, if there is time. */
export function handOver(
  deps: CourierDeps,
  { prepared, endsMs }: Ready,
  cycle: ClaimAhead,
  lane: SlowLane,
): HandingOver {
  const { mailDeadlineMs } = deps.rules;
  const leftMs = endsMs - deps.clock.monotonicMs();
  const mayStart = cycle.channelDown === null && !deps.stopping() && leftMs >= mailDeadlineMs && lane.width > 0;
  if (!mayStart) return atOnce(notHandedOver(prepared, { state: 'released' }));
  if (prepared.kind === 'decoy') return atOnce(notHandedOver(prepared, { state: 'skipped', reason: prepared.reason }));
  const { mail } = prepared;
  const { ended, left } = lane.pass(mail.to.address, (watch) => deps.mailer.deliver(mail, mailDeadlineMs, watch));
  const settlement = ended.then(
    (passed) => settlementAfter(deps, prepared, passed, cycle),
    (fault: unknown) => {
      deps.tell({ letterId: prepared.claim.id, kind: 'failed', fault });
      return null;
    },
  );
  return { settlement, left };
}

function atOnce(settlement: Settlement): HandingOver {
  return { settlement: Promise.resolve(settlement), left: new Promise(() => {}) };
}

function settlementAfter(
  { random }: CourierDeps,
  { claim, userKey, digest }: PreparedMail,
  passed: Passed,
  cycle: ClaimAhead,
): Settlement {
  if (passed.kind === 'held-back') {
    return { claim, userKey, fate: fateOfHeldBack(claim, passed.isSlow, random()), heldBack: true, withdrawn: digest };
  }
  const { delivery } = passed;
  if (delivery.kind === 'channel-down') cycle.findChannelDown(delivery.reason);
  const fate = fateAfter(claim, delivery, random());
  return { claim, userKey, fate, heldBack: false, withdrawn: certainlyFailed(delivery) ? digest : null };
}

/** No byte of the mail went out: its token is of no use. */
function notHandedOver({ claim, userKey, digest }: Prepared, fate: LetterFate): Settlement {
  return { claim, userKey, fate, heldBack: false, withdrawn: digest };
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
      return postponed(delivery, backOffMs(attempts, random), { doubt: false, blame: 'letter' });
    case 'channel-down':
      // Due again with the first probe. The pause of the whole courier is what spares the relay.
      return postponed(delivery, backOffMs(1, random), { doubt: false, blame: 'channel' });
    case 'unknown':
      if (doubts + 1 >= MAX_DOUBTS)
        return { state: 'dead', reason: `may have arrived, the relay never confirmed it: ${delivery.reason}` };
      return postponed(delivery, backOffMs(attempts, random), { doubt: true, blame: 'letter' });
  }
}

// It only waits for a place: with longer waits it would miss many that become free.
const LONGEST_HELD_BACK_MS = 120_000;
const SHORTEST_HELD_BACK_MS = 4_000;

/** Nothing of the mail went out. If its recipient is to blame, the attempt counts and the wait grows. */
function fateOfHeldBack({ attempts }: Claim, isSlow: boolean, random: number): LetterFate {
  const reason = isSlow
    ? 'the relay is slow for this recipient while it takes other mails quickly'
    : 'given way: the relay kept all connections waiting';
  const longestMs = Math.min(backOffMs(isSlow ? attempts : 1, 0.5), LONGEST_HELD_BACK_MS);
  // Spread widely: letters that come back together find the same few places.
  const delayMs = Math.round(SHORTEST_HELD_BACK_MS + (longestMs - SHORTEST_HELD_BACK_MS) * random);
  return postponed({ reason }, delayMs, { doubt: false, blame: isSlow ? 'letter' : 'nobody' });
}

function postponed(
  { reason }: Pick<Delivery, 'reason'>,
  delayMs: number,
  trace: Pick<Postponement, 'doubt' | 'blame'>,
): LetterFate {
  return { state: 'pending', delayMs, error: reason, ...trace };
}
