import { parseDuration } from './duration.ts';

// Under 5 s an ordinary stall costs a courier its letters; over an hour nobody would wait for those of a killed one.
const SHORTEST_MS = 5_000;
const LONGEST_MS = 3_600_000;

/** How long a courier holds what it claimed, in milliseconds: a duration from 5s to 1h. */
export function parseLease(raw: string): number | undefined {
  const ms = parseDuration(raw);
  return ms !== undefined && ms >= SHORTEST_MS && ms <= LONGEST_MS ? ms : undefined;
}
