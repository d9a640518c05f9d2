import { setTimeout } from 'node:timers/promises';
import type { Courier } from '@rekey/domain';

/** Milliseconds between two cycles. */
export interface Pace {
  readonly idleMs: number;
  /** After the relay could not be used at all, or the storage failed. */
  readonly brokenMs: number;
}

/** Runs one delivery cycle after another until the signal comes. What is under way is finished first. */
export async function runCourierLoop(
  { deliver, drained }: Pick<Courier, 'deliver' | 'drained'>,
  pace: Pace,
  report: (fault: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const restMs = await deliver().then(
      ({ channelDown, mayBeMore }) => (channelDown !== null ? pace.brokenMs : mayBeMore ? 0 : pace.idleMs),
      (fault) => {
        report(fault);
        return pace.brokenMs;
      },
    );
    await setTimeout(restMs, undefined, { signal }).catch(() => 'stopped while resting');
  }
  await drained();
}
