import { openShift, type Round } from './claim-ahead.ts';
import type { DeliverDueLettersDeps } from './deliver-due-letters-deps.ts';
import { createHandOver } from './hand-over.ts';
import { inGroups } from './in-groups.ts';
import { inParallel } from './in-parallel.ts';
import { inTheWake } from './in-the-wake.ts';
import { settleLetters, type Verdict } from './settle.ts';
import { togetherOrAlone } from './together-or-alone.ts';

/**
 * The courier's step: takes due letters and brings each to an end or to a later time. One bad letter never holds up the others.
 * It goes on for about two seconds while there is more to do, preparing some letters while others are on their way.
 */
export type DeliverDueLetters = () => Promise<Round>;

export function createDeliverDueLetters(deps: DeliverDueLettersDeps): DeliverDueLetters {
  const { concurrency } = deps.rules;
  const settle = inGroups((verdicts: readonly Verdict[]) =>
    togetherOrAlone(verdicts, 1, (some) => settleLetters(deps.units, some)),
  );
  const handOver = createHandOver(deps);
  let probing = false;

  return async () => {
    const shift = openShift(deps, probing);
    // As many as are on their way may wait for a commit twice over: a crash repeats them all.
    const wake = inTheWake(2 * concurrency);
    const bringToAnEnd = async (ready: Parameters<typeof handOver>[0]) => {
      const verdict = await handOver(ready, shift);
      if (verdict !== null) await wake.leave(settleAndTell(verdict));
    };
    const settleAndTell = async (verdict: Verdict) => {
      const attempt = await settle(verdict);
      const failed = { letterId: verdict.claim.id, kind: 'failed' } as const;
      deps.tell(attempt.kind === 'done' ? attempt.answer : { ...failed, fault: attempt.fault });
    };

    await inParallel(shift.letters(), concurrency, bringToAnEnd);
    await wake.settled();
    // Whatever such a letter does to its courier, nobody else is with it.
    await inParallel(shift.suspects(), 1, async (ready) => {
      await bringToAnEnd(ready);
      await wake.settled();
    });
    probing = shift.channelDown() !== null;
    return shift.end();
  };
}
