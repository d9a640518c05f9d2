import { createBatcher, createInFlight, forEachLimit } from '@rekey/concurrency';
import { ClaimAhead, type DeliveryCycle } from './claim-ahead.ts';
import { type CourierDeps, eachAlone } from './courier.ts';
import { handOver } from './hand-over.ts';
import type { Ready } from './prepare-claimed.ts';
import { type Settlement, settle } from './settle.ts';
import { SlowLane } from './slow-lane/slow-lane.ts';

/**
 * One delivery cycle: takes due letters and brings each to an end or to a later time. One bad
 * letter never holds up the others. While there is more to do, it goes on for about two seconds
 * and prepares letters while others are on their way. It does not wait for letters that are slow.
 */
export type DeliverDueLetters = () => Promise<DeliveryCycle>;

export interface Courier {
  readonly deliver: DeliverDueLetters;
  /** Waits for the slow letters that are still on their way after the last cycle. */
  drained(): Promise<void>;
  /** Recipients for whom the relay is slow at present, while it takes other mails quickly. */
  slowRecipients(): number;
}

// Suspects want to be alone, but there may always be slow letters: so long they wait for them.
const SUSPECTS_WAIT_MS = 60_000;
const NOTHING: DeliveryCycle = { claimed: 0, mayBeMore: false, channelDown: null };

export function createCourier(deps: CourierDeps): Courier {
  const { concurrency } = deps.rules;
  const lane = new SlowLane(deps.clock, deps.rules);
  const slow = new Set<Promise<void>>();
  const settleInBatches = createBatcher((settlements: readonly Settlement[]) => settle(deps.units, settlements), {
    fallback: eachAlone(1),
  });
  const settleAndTell = async (settlement: Settlement) => {
    const letterId = settlement.claim.id;
    deps.tell(await settleInBatches(settlement).catch((fault) => ({ letterId, kind: 'failed', fault })));
  };
  const followSlow = (settlement: Promise<Settlement | null>) => {
    const ended = settlement.then((known) => (known === null ? undefined : settleAndTell(known)));
    const follow = ended.finally(() => slow.delete(follow));
    slow.add(follow);
  };
  let probing = false;
  let suspectsDueMs = Number.NEGATIVE_INFINITY;

  const deliver = async () => {
    const room = () => lane.width;
    if (room() <= 0) return NOTHING;
    const cycle = new ClaimAhead(deps, probing, room);
    // Twice as many as are on their way may wait for a commit: a crash would repeat them all.
    const unsettled = createInFlight(2 * concurrency);
    const deliverOne = async (ready: Ready) => {
      const { settlement, left } = handOver(deps, ready, cycle, lane);
      const first = await Promise.race([settlement, left.then(() => 'slow' as const)]);
      if (first === 'slow') followSlow(settlement);
      else if (first !== null) await unsettled.add(settleAndTell(first));
    };

    // One worker at least: what is claimed and has no place has to be given back.
    await forEachLimit(cycle.letters(), () => Math.max(1, room()), deliverOne);
    await unsettled.drain();
    if (slow.size === 0 || deps.clock.monotonicMs() >= suspectsDueMs) {
      // One at a time: what kills its courier takes no other letter along.
      const suspects = cycle.suspects(() => slow.size === 0);
      await forEachLimit(suspects, 1, async (ready) => {
        await deliverOne(ready);
        await unsettled.drain();
      });
      suspectsDueMs = deps.clock.monotonicMs() + SUSPECTS_WAIT_MS;
    }
    probing = cycle.channelDown !== null;
    return cycle.result();
  };

  return {
    deliver,
    async drained() {
      while (slow.size > 0) await Promise.all(slow);
    },
    slowRecipients: () => lane.slowRecipients,
  };
}
