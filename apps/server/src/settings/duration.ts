const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const SHORTEST_MS = UNIT_MS.s;
const LONGEST_MS = 24 * UNIT_MS.h;

/** Milliseconds of `90s`, `30m` or `24h`: a whole number and one unit, from one second to a day. Anything else is `undefined`. */
export function parseDuration(raw: string): number | undefined {
  const match = /^([1-9]\d{0,5})([smh])$/.exec(raw);
  if (match === null) return undefined;
  const ms = Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
  return ms >= SHORTEST_MS && ms <= LONGEST_MS ? ms : undefined;
}
