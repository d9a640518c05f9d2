import { parseDuration } from './duration.ts';

const LONGEST_MS = 5 * 60_000;

/** How long we wait for a stranger: a duration from 1s to 5m. Longer would be a gift to whoever only wants to hold a connection. */
export function parsePatience(raw: string): number | undefined {
  const ms = parseDuration(raw);
  return ms !== undefined && ms <= LONGEST_MS ? ms : undefined;
}
