import { createBatcher, createInFlight, forEachLimit } from '@rekey/concurrency';
import { ClaimAhead, type DeliveryCycle, type Ready } from './claim-ahead.ts';
import { type CourierDeps, eachAlone } from './courier.ts';
import { handOver } from './hand-over.ts';
import { type Settlement, settle } from './settle.ts';

/**
 * One delivery cycle: takes due letters and brings each to an end or to a later time. One bad
 * letter never holds up the others. While there is more to do, it goes on for about two seconds
 * and prepares letters while others are on their way.
 */
export type DeliverDueLetters = () => Promise<DeliveryCycle>;

export function createDeliverDueLetters(deps: CourierDeps): DeliverDueLetters {
  const { concurrency } = deps.rules;
  const settleInBatches = createBatcher((settlements: readonly Settlement[]) => settle(deps.units, settlements), {
    fallback: eachAlone(1),
  });
  const settleAndTell = async (settlement: Settlement) => {
    const letterId = settlement.claim.id;
    deps.tell(await settleInBatches(settlement).catch((fault) => ({ letterId, kind: 'failed', fault })));
  };
  let probing = false;

  return async () => {
    const cycle = new ClaimAhead(deps, probing);
    // Twice as many as are on their way may wait for a commit: a crash would repeat them all.
    const unsettled = createInFlight(2 * concurrency);
    const deliver = async (ready: Ready) => {
      const settlement = await handOver(deps, ready, cycle);
      if (settlement !== null) await unsettled.add(settleAndTell(settlement));
    };

    await forEachLimit(cycle.letters(), concurrency, deliver);
    await unsettled.drain();
    // One at a time: what kills its courier takes no other letter along.
    await forEachLimit(cycle.suspects(), 1, async (ready) => {
      await deliver(ready);
      await unsettled.drain();
    });
    probing = cycle.channelDown !== null;
    return cycle.result();
  };
}
