import type { Clock } from '../ports/clock.ts';

/**
 * From now on, how long the rest of so many lasts, in milliseconds, by how long those took that are gone. The first few are under way at
 * once and say nothing yet: the rest lasts for ever.
 */
export function lastingFrom(clock: Clock, size: number, first: number): (gone: number) => number {
  const beganMs = clock.monotonicMs();
  return (gone) => {
    if (gone <= first) return Number.POSITIVE_INFINITY;
    return ((clock.monotonicMs() - beganMs) / gone) * (size - gone);
  };
}
