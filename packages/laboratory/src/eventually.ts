import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for a condition of the world outside: asks again until the answer is neither `undefined`, `null` nor `false`, and gives it back.
 * After `ms` it throws and says what was waited for. A probe that throws counts as "not yet".
 */
export async function eventually<Found>(
  what: string,
  probe: () => Promise<Found | undefined | null | false> | Found | undefined | null | false,
  ms = 10_000,
): Promise<Found> {
  const deadline = performance.now() + ms;
  let last: unknown;
  for (;;) {
    try {
      const found = await probe();
      if (found !== undefined && found !== null && found !== false) return found;
    } catch (fault) {
      last = fault;
    }
    if (performance.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`, { cause: last });
    await pause(20);
  }
}
