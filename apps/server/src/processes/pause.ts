import { setTimeout } from 'node:timers/promises';

/** Resolves after so many milliseconds, or at once when the signal fires. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

// An aborted timer rejects, and with nothing else.
export const pause: Pause = (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {});
