import type { Clock } from '../ports/clock.ts';

/**
 * Estimates from now on how long the rest of `size` items takes, in milliseconds, from the average
 * so far. Infinite until more than `first` are gone: these started at once and say nothing yet.
 */
export function remainingTime(clock: Clock, size: number, first: number): (gone: number) => number {
  const beganMs = clock.monotonicMs();
  return (gone) => {
    if (gone <= first) return Number.POSITIVE_INFINITY;
    return ((clock.monotonicMs() - beganMs) / gone) * (size - gone);
  };
}
