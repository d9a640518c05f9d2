import { parseDuration } from './duration.ts';

/** So many within a window that slides or starts anew, as whoever counts decides. */
export interface Rate {
  readonly count: number;
  readonly windowMs: number;
}

/** `3/1h` as a rate, `off` as `null`. Anything else is `undefined`. */
export function parseRate(raw: string): Rate | null | undefined {
  if (raw === 'off') return null;
  const match = /^([1-9]\d{0,8})\/(\w+)$/.exec(raw);
  if (match?.[2] === undefined) return undefined;
  const windowMs = parseDuration(match[2]);
  return windowMs === undefined ? undefined : { count: Number(match[1]), windowMs };
}
