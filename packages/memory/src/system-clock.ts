import type { Clock } from '@rekey/domain/ports';

/** The process's own steady clock: it counts from the start of the process, and nobody can set it. */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.ceil(ms));
    return () => clearTimeout(timer);
  },
};
