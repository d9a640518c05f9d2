import { ClaimAhead, type DeliveryCycle, type Ready } from './claim-ahead.ts';
import type { CourierDeps } from './courier.ts';
import { handOver } from './hand-over.ts';
import { inGroups } from './in-groups.ts';
import { inParallel } from './in-parallel.ts';
import { inTheWake } from './in-the-wake.ts';
import { type Settlement, settle } from './settle.ts';
import { togetherOrAlone } from './together-or-alone.ts';

/**
 * One delivery cycle: takes due letters and brings each to an end or to a later time. One bad
 * letter never holds up the others. While there is more to do, it goes on for about two seconds
 * and prepares letters while others are on their way.
 */
export type DeliverDueLetters = () => Promise<DeliveryCycle>;

export function createDeliverDueLetters(deps: CourierDeps): DeliverDueLetters {
  const { concurrency } = deps.rules;
  const settleInBatches = inGroups((settlements: readonly Settlement[]) =>
    togetherOrAlone(settlements, 1, (some) => settle(deps.units, some)),
  );
  const settleAndTell = async (settlement: Settlement) => {
    const attempt = await settleInBatches(settlement);
    const failed = { letterId: settlement.claim.id, kind: 'failed' } as const;
    deps.tell(attempt.kind === 'done' ? attempt.answer : { ...failed, fault: attempt.fault });
  };
  let probing = false;

  return async () => {
    const cycle = new ClaimAhead(deps, probing);
    // Twice as many as are on their way may wait for a commit: a crash would repeat them all.
    const unsettled = inTheWake(2 * concurrency);
    const deliver = async (ready: Ready) => {
      const settlement = await handOver(deps, ready, cycle);
      if (settlement !== null) await unsettled.leave(settleAndTell(settlement));
    };

    await inParallel(cycle.letters(), concurrency, deliver);
    await unsettled.settled();
    // One at a time: what kills its courier takes no other letter along.
    await inParallel(cycle.suspects(), 1, async (ready) => {
      await deliver(ready);
      await unsettled.settled();
    });
    probing = cycle.channelDown !== null;
    return cycle.result();
  };
}
