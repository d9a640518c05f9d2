/** The first mails meet a program that still warms up and connections that are not open yet. */
const WARM_UP = 0.25;

/** Mails a second, from the times in milliseconds at which they came, without the first quarter; NaN of fewer than two. */
export function steadyRate(arrivals: readonly number[]): number {
  const steady = arrivals.slice(Math.floor(arrivals.length * WARM_UP));
  const [first = Number.NaN] = steady;
  const last = steady.at(-1) ?? Number.NaN;
  return steady.length < 2 ? Number.NaN : ((steady.length - 1) * 1_000) / (last - first);
}
