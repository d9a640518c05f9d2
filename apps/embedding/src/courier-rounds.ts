import { setTimeout } from 'node:timers/promises';
import type { DeliverDueLetters } from '@rekey/domain';

/** Milliseconds between two rounds. */
export interface Pace {
  readonly idleMs: number;
  /** After the relay could not be used at all, or the storage failed. */
  readonly brokenMs: number;
}

/** Runs the courier's step again and again until the signal comes. The round under way is finished first. */
export async function runCourierRounds(
  deliverDueLetters: DeliverDueLetters,
  pace: Pace,
  report: (fault: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const restMs = await deliverDueLetters().then(
      ({ channelDown, mayBeMore }) => (channelDown !== null ? pace.brokenMs : mayBeMore ? 0 : pace.idleMs),
      (fault) => {
        report(fault);
        return pace.brokenMs;
      },
    );
    await setTimeout(restMs, undefined, { signal }).catch(() => 'stopped while resting');
  }
}
