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
  /** Whether who is disabled or managed elsewhere gets a mail that says so, within the same limit. */
  readonly explain: boolean;
  /** A letter older than this is buried: a link for a request of yesterday surprises people. */
  readonly ageCapMs: Readonly<Record<LetterKind, number>>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// A relay that needs longer for one mail is not slow, it is silent.
const LONGEST_HAND_OVER_MS = 45_000;
const LONGEST_SETTLING_MS = 5_000;

/**
 * A lease in three parts: the time in which a hand-over may start, the hand-over, and the room to write down how it ended.
 * Of a minute they are 10, 45 and 5 s; a shorter lease keeps the proportions, a longer one gives all it adds to the start.
 */
export function mailDeadlineFor(leaseMs: number): number {
  return Math.min(LONGEST_HAND_OVER_MS, leaseMs * 0.75);
}

export function settlingTimeOf(leaseMs: number): number {
  return Math.min(LONGEST_SETTLING_MS, leaseMs / 12);
}

export const DEFAULT_COURIER_RULES: CourierRules = {
  batch: 50,
  concurrency: 5,
  leaseMs: MINUTE,
  mailDeadlineMs: mailDeadlineFor(MINUTE),
  tokenLifeMs: 30 * MINUTE,
  limitPerUser: { mails: 3, windowMs: HOUR },
  explain: false,
  ageCapMs: { reset: 4 * HOUR, notice: 24 * HOUR },
};
