import type { LetterKind } from '../values/letter.ts';

/** How a courier works. All times are milliseconds. */
export interface CourierRules {
  /** Letters a claim may take. */
  readonly batch: number;
  /** Letters on their way at once; no more than the mailer has connections. */
  readonly concurrency: number;
  /** How long a claim lasts; longer than `mailDeadlineMs`. */
  readonly leaseMs: number;
  /** How long one hand-over may take. */
  readonly mailDeadlineMs: number;
  readonly tokenLifeMs: number;
  /** Reset mails a user gets within a window, or `null` for no limit. Silent: whoever asks cannot see it. */
  readonly limitPerUser: { readonly mails: number; readonly windowMs: number } | null;
  /** A letter older than this is buried: a link for a request of yesterday surprises people. */
  readonly ageCapMs: Readonly<Record<LetterKind, number>>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const DEFAULT_COURIER_RULES: CourierRules = {
  batch: 50,
  concurrency: 5,
  leaseMs: MINUTE,
  mailDeadlineMs: 45_000,
  tokenLifeMs: 30 * MINUTE,
  limitPerUser: { mails: 3, windowMs: HOUR },
  ageCapMs: { reset: 4 * HOUR, notice: 24 * HOUR },
};
