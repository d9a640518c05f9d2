import type { LetterKind } from '../values/letter.ts';

/** How a courier works. All times are milliseconds. */
export interface CourierRules {
  /** Letters a claim may take. */
  readonly batch: number;
  /** Letters on their way at once. */
  readonly concurrency: number;
  /** Letters more that may be on their way while the relay hangs at their recipients. */
  readonly slowPlaces: number;
  /** Letters more that may wait for the relay's reply to a complete mail. */
  readonly parkedPlaces: number;
  /** How long a claim lasts; longer than `mailDeadlineMs`. */
  readonly leaseMs: number;
  /** How long one hand-over may take. */
  readonly mailDeadlineMs: number;
  readonly tokenLifeMs: number;
  /** Reset mails a user gets within a window; `null` for no limit. No answer shows it. */
  readonly limitPerUser: { readonly mails: number; readonly windowMs: number } | null;
  /** Whether disabled and external users get a mail that says so, within the same limit. */
  readonly explain: boolean;
  /** An older letter is buried: a link for a request of yesterday surprises people. */
  readonly ageCapMs: Readonly<Record<LetterKind, number>>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// A relay that needs longer for one mail is not slow, it is silent.
const LONGEST_HAND_OVER_MS = 45_000;
const LONGEST_SETTLING_MS = 5_000;

/**
 * A lease has three parts: the time in which a hand-over may start, the hand-over, and the time to
 * write down how it ended. Of a minute they are 10, 45 and 5 s. A shorter lease keeps the
 * proportions; a longer one gives all that it adds to the start.
 */
export function mailDeadlineFor(leaseMs: number): number {
  return Math.min(LONGEST_HAND_OVER_MS, leaseMs * 0.75);
}

export function settlingTimeOf(leaseMs: number): number {
  return Math.min(LONGEST_SETTLING_MS, leaseMs / 12);
}

// Greylisting relays want some minutes, broken ones want rest: soon at first, then ever later.
const LONGEST_DELAY_MS = 900_000;
const DELAYS_MS = [5_000, 15_000, 60_000, 300_000, LONGEST_DELAY_MS] as const;
// Letters that failed together must not come back together.
const JITTER = 0.2;

/** No letter is ever put off for longer. */
export const LONGEST_BACK_OFF_MS = LONGEST_DELAY_MS * (1 + JITTER);

/** How long a letter waits after its n-th attempt, give or take a fifth. `random` is in [0, 1). */
export function backOffMs(attempts: number, random: number): number {
  const index = Math.min(Math.max(attempts, 1), DELAYS_MS.length) - 1;
  const delay = DELAYS_MS[index] ?? LONGEST_DELAY_MS;
  return Math.round(delay * (1 - JITTER + 2 * JITTER * random));
}

/** How many connections a mailer needs: with fewer, slow letters would hold up the others in it. */
export function connectionsFor({ concurrency, slowPlaces, parkedPlaces }: CourierRules): number {
  return concurrency + slowPlaces + parkedPlaces;
}

export const DEFAULT_COURIER_RULES: CourierRules = {
  batch: 50,
  concurrency: 5,
  slowPlaces: 15,
  parkedPlaces: 80,
  leaseMs: MINUTE,
  mailDeadlineMs: mailDeadlineFor(MINUTE),
  tokenLifeMs: 30 * MINUTE,
  limitPerUser: { mails: 3, windowMs: HOUR },
  explain: false,
  ageCapMs: { reset: 4 * HOUR, notice: 24 * HOUR },
};
