const DAY_MS = 86_400_000;
const LONGEST_DAYS = 3_650;

/** Milliseconds of `30d`, from one day to ten years; `null` for `forever`. Anything else is `undefined`. */
export function parseAge(raw: string): number | null | undefined {
  if (raw === 'forever') return null;
  const days = Number(/^([1-9]\d{0,3})d$/.exec(raw)?.[1] ?? Number.NaN);
  return days <= LONGEST_DAYS ? days * DAY_MS : undefined;
}
