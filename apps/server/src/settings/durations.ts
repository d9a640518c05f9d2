import type { Diagnose } from './setting.ts';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const DAY_MS = 24 * UNIT_MS.h;
const LONGEST_DAYS = 3_650;

/** Milliseconds of `90s`, `30m` or `24h`: a whole number and one unit, from one second to a day. Anything else is `undefined`. */
export function parseDuration(raw: string): number | undefined {
  const match = /^([1-9]\d{0,5})([smh])$/.exec(raw);
  if (match === null) return undefined;
  const ms = Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
  return ms <= DAY_MS ? ms : undefined;
}

/** A duration within bounds of its own. */
const durationFrom =
  (shortestMs: number, longestMs: number) =>
  (raw: string): number | undefined => {
    const ms = parseDuration(raw);
    return ms !== undefined && ms >= shortestMs && ms <= longestMs ? ms : undefined;
  };

/**
 * How long a courier holds what it claimed. Under 5 s an ordinary stall costs it its letters;
 * over an hour the letters of a killed one would wait too long.
 */
export const parseLease = durationFrom(5 * UNIT_MS.s, UNIT_MS.h);

/** How long we wait for a client. Longer would be a gift to those who only want to hold a connection. */
export const parseTimeout = durationFrom(UNIT_MS.s, 5 * UNIT_MS.m);

/**
 * The last in the queue waits twice as long, then for a hash and a transaction,
 * and all of it within a request's 15 s.
 */
export const parseBreachTimeout = durationFrom(UNIT_MS.s, 5 * UNIT_MS.s);

/** Milliseconds of `30d`, from one day to ten years; `null` for `forever`. Anything else is `undefined`. */
export function parseAge(raw: string): number | null | undefined {
  if (raw === 'forever') return null;
  const days = Number(/^([1-9]\d{0,3})d$/.exec(raw)?.[1] ?? Number.NaN);
  return days <= LONGEST_DAYS ? days * DAY_MS : undefined;
}

/** How many within a window; the limiter decides whether the window slides. */
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

export const durationFault: Diagnose = (raw) => {
  if (/^\d+$/.test(raw)) return 'its unit is missing: write s, m or h after the number';
  if (/^[1-9]\d*[smh]$/.test(raw)) return 'it is too short or too long';
  return /^\d+ ?(ms|d|S|M|H)$/.test(raw) ? 'its unit is another than s, m or h' : undefined;
};

export const ageFault: Diagnose = (raw) => {
  if (/^\d+$/.test(raw)) return 'its unit is missing: write d after the number';
  if (/^\d+d$/.test(raw)) return 'it is too short or too long; to keep everything, write forever';
  return /^\d+ ?[smhwy]$/i.test(raw) ? 'its unit is another than d' : undefined;
};

export const rateFault: Diagnose = (raw) => {
  const [count = '', window, ...rest] = raw.split('/');
  if (window === undefined) return 'its window is missing: write /1h or /1m after the number';
  if (rest.length > 0 || !/^\d+$/.test(count)) return undefined;
  return Number(count) === 0 ? 'it allows none; for no limit, write off' : durationFault(window);
};
