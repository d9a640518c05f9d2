import type { Claim, LetterFilter, LetterKind, LetterRecord, LetterView, ResetRequest } from '../values/letter.ts';

/** What a courier asks for: how many letters, for how long, and how old a letter may be. */
export interface ClaimWish {
  readonly limit: number;
  /** Takes letters of which couriers may have died (`isSuspect`), instead of all others. */
  readonly suspects: boolean;
  readonly leaseMs: number;
  /** A letter asked for longer ago than this is buried instead of claimed. Age counts from the latest request; a retry renews it. */
  readonly ageCapMs: Readonly<Record<LetterKind, number>>;
  /** The longest that a letter is ever put off. */
  readonly longestDelayMs: number;
}

export interface ClaimRound {
  readonly claimed: readonly Claim[];
  /** Letters that this claim buried as too old: each is worth a log line. */
  readonly buried: readonly LetterRecord[];
  /** Letters that this claim folded into a claimed one. */
  readonly folded: readonly LetterRecord[];
}

/**
 * Keeps letters until a courier has settled them. Times are the box's own clock, one for all processes.
 *
 * - `post` keeps one request as one row, durable before it answers, and touches no other row; it may share a commit with other posts.
 *   `full` when as many letters are pending as the box may hold: then nothing is kept.
 * - `claim` hands due letters that nobody holds to one courier each, until their lease ends; a lease that is over, or ends
 *   later than now plus twice the lease (a clock was set back), counts as nobody's. It raises fence and attempts, and buries the over-aged.
 * - A claim says how many leases of a letter ran out in a row (`lapses`). Such letters come before those that nobody has touched.
 *   Those for which it would be the second time or more (`isSuspect`) come only to a claim that asks for `suspects`, and nothing else
 *   comes to that one: what may have killed its couriers must not take others along again.
 * - A due time later than now plus `longestDelayMs` counts as now: a clock was set back, and nobody is to wait until it catches up.
 * - Of the reset letters that wait for one name, code point for code point, only the oldest can be claimed; the claim folds the others that nobody
 *   holds (`skipped: folded`) and takes over their latest request time. Notices never fold.
 * - `list` is newest first and shows no secret; its filter by user name compares name keys. A failure throws; what was not acknowledged may be asked for again.
 *
 * Contract: `letterBoxContract`.
 */
export interface LetterBox {
  post(request: ResetRequest): Promise<'posted' | 'full'>;
  claim(wish: ClaimWish): Promise<ClaimRound>;
  list(filter: LetterFilter): Promise<readonly LetterView[]>;
}
