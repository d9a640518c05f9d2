// Greylisting relays want some minutes, broken ones want rest: soon at first, then ever more patient.
const LONGEST_MS = 900_000;
const DELAYS_MS = [5_000, 15_000, 60_000, 300_000, LONGEST_MS] as const;
// Letters that failed together must not come back together.
const JITTER = 0.2;

/** No letter ever rests for longer. */
export const LONGEST_BACK_OFF_MS = LONGEST_MS * (1 + JITTER);

/** How long a letter rests after its n-th attempt, give or take a fifth. `random` is in [0, 1). */
export function backOffMs(attempts: number, random: number): number {
  const index = Math.min(Math.max(attempts, 1), DELAYS_MS.length) - 1;
  const delay = DELAYS_MS[index] ?? LONGEST_MS;
  return Math.round(delay * (1 - JITTER + 2 * JITTER * random));
}
