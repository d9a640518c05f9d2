// Greylisting relays want some minutes, broken ones want rest: soon at first, then ever more patient.
const DELAYS_MS = [5_000, 15_000, 60_000, 300_000, 900_000] as const;
// Letters that failed together must not come back together.
const JITTER = 0.2;

/** How long a letter rests after its n-th attempt, give or take a fifth. `random` is in [0, 1). */
export function backOffMs(attempts: number, random: number): number {
  const index = Math.min(Math.max(attempts, 1), DELAYS_MS.length) - 1;
  const delay = DELAYS_MS[index] ?? DELAYS_MS[DELAYS_MS.length - 1] ?? 0;
  return Math.round(delay * (1 - JITTER + 2 * JITTER * random));
}
