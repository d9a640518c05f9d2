import { setTimeout as after } from 'node:timers/promises';

/** The work's own answer, or `late` when it takes longer. The work goes on; nobody waits for it any more. */
export async function within<Result, Late>(ms: number, work: Promise<Result>, late: Late): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([work, lateness]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves after so many milliseconds, or at once when the signal fires. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

// An aborted timer rejects, and with nothing else.
export const pause: Pause = (ms, signal) => after(ms, undefined, { signal }).catch(() => {});

/** Resolves when the signal fires, or at once if it has. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
