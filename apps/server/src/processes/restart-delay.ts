export interface RestartRules {
  readonly firstMs: number;
  readonly longestMs: number;
  /** A child that ran this long was well: whatever ended it is a new story. */
  readonly wellAfterMs: number;
}

export const RESTART_RULES: RestartRules = { firstMs: 500, longestMs: 30_000, wellAfterMs: 60_000 };

/** The delay before the next start: doubles as long as children end early. */
export function restartDelay(rules: RestartRules, previousMs: number | null, ranMs: number): number {
  if (previousMs === null || ranMs >= rules.wellAfterMs) return rules.firstMs;
  return Math.min(previousMs * 2, rules.longestMs);
}
