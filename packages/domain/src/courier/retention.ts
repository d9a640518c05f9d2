import type { Housekeeping, Kept } from '../ports/housekeeping.ts';

export interface PurgeRules {
  /** How long each is kept after its end; `null` for no limit. */
  readonly keepMs: Readonly<Record<Kept, number | null>>;
  /** The window of the limit per user, or `null` for no limit: letters are its memory. */
  readonly limitWindowMs: number | null;
  /** Rows of each kind that one run removes. */
  readonly batch: number;
}

/** How much of each was removed, and whether there may be more. */
export interface Purged extends Readonly<Record<Kept, number>> {
  readonly more: boolean;
}

/** Purges one batch of each kind, so that a mail never waits for more than that. */
export type PurgeExpired = () => Promise<Purged>;

export function createPurgeExpired(housekeeping: Housekeeping, rules: PurgeRules): PurgeExpired {
  const purge = async (kept: Kept): Promise<number> => {
    const olderThanMs = ageOf(kept, rules);
    return olderThanMs === null ? 0 : housekeeping.purge(kept, { olderThanMs, limit: rules.batch });
  };
  return async () => {
    // One after the other: together they would hold as many connections as mails need.
    const letters = await purge('letters');
    const tokens = await purge('tokens');
    const audit = await purge('audit');
    return { letters, tokens, audit, more: [letters, tokens, audit].some((removed) => removed >= rules.batch) };
  };
}

/** Letters that the limit per user still counts stay, or an early purge would give mails back. */
function ageOf(kept: Kept, { keepMs, limitWindowMs }: PurgeRules): number | null {
  const age = keepMs[kept];
  return age === null || kept !== 'letters' ? age : Math.max(age, limitWindowMs ?? 0);
}
