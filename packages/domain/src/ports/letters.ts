import type {
  Claim,
  HandOverStart,
  LetterFilter,
  LetterId,
  LetterKind,
  LetterRecord,
  LetterView,
  Notice,
  ResetRequest,
  Settlement,
} from '../values/letter.ts';
import type { UserKey } from '../values/user.ts';

/** What a courier asks for: how many letters, for how long, and how old a letter may be. */
export interface ClaimRequest {
  /** With 0 nothing is claimed: what waits is taken in all the same. */
  readonly limit: number;
  /** Takes letters of which couriers may have died (`isSuspect`), instead of all others. */
  readonly suspects: boolean;
  /** How long the letters belong to this courier. */
  readonly leaseMs: number;
  /**
   * A letter asked for longer ago than this is buried instead of claimed. Age counts from the
   * latest request; a retry renews it.
   */
  readonly ageCapMs: Readonly<Record<LetterKind, number>>;
  /** The longest that a letter is ever put off. */
  readonly longestDelayMs: number;
}

/** What one claim came to. */
export interface ClaimRound {
  readonly claimed: readonly Claim[];
  /** Letters that this claim buried as too old: each is worth a log line. */
  readonly buried: readonly LetterRecord[];
  /** Letters that this claim folded into another of their name. */
  readonly folded: readonly LetterRecord[];
}

/**
 * A transactional outbox: keeps letters until a courier has settled them. Times are the box's own
 * clock, one for all processes.
 *
 * Contract: `letterBoxContract`.
 */
export interface LetterBox {
  /**
   * Keeps one request as one row, durable before it answers, and touches no other row; it may share
   * a commit with other posts.
   *
   * `full` when as many letters are pending as the box may hold: then nothing is kept. Beyond half
   * of that, a network that has much of what was posted hears it first (`createLetterBoxShares`).
   * It never depends on the name.
   *
   * Throws `Overloaded` where too many requests wait to be kept: then nothing is kept either.
   */
  post(request: ResetRequest): Promise<'posted' | 'full'>;

  /**
   * Takes in what is due, then hands letters that nobody holds to one courier each, until their
   * lease ends; a lease that is over, or ends later than now plus twice the lease (a clock was set
   * back), counts as nobody's. It raises fence and attempts, and buries the over-aged. Its work is
   * bounded, however many letters wait and under how few names.
   *
   * - Of the reset letters of one name, code point for code point, the oldest that nobody holds is
   *   kept. The others that nobody holds are folded into it (`skipped: folded`), due or not, and it
   *   takes over their latest request time. Notices never fold.
   * - While a courier holds an older letter of its name, the one that is kept waits, for at most a
   *   second longer than that.
   * - Letters are served in rounds, in which each network has one letter. A network that comes
   *   later begins with the round that is served. A notice belongs to that round, too.
   * - A claim says how many leases of a letter ran out in a row (`lapses`). Such letters come
   *   before those that nobody has touched. Those for which it would be the second time or more
   *   (`isSuspect`) come only to a claim that asks for `suspects`, and nothing else comes to that
   *   one: what may have killed its couriers must not take others along again.
   * - A due time later than now plus `longestDelayMs` counts as now: a clock was set back, and
   *   nobody is to wait until it catches up.
   */
  claim(request: ClaimRequest): Promise<ClaimRound>;

  /** Newest first, without any secret. The filter by user name compares name keys. */
  list(filter: LetterFilter): Promise<readonly LetterView[]>;
}

/** What became of an order to retry a letter: only a dead one can be retried. */
export type Retried =
  | { readonly kind: 'due'; readonly letter: LetterRecord }
  | { readonly kind: 'not-dead' }
  | { readonly kind: 'unknown' };

/**
 * Letters inside a unit of work. A failure throws and the unit rolls back.
 *
 * A member that takes claims is one write for any number of them, and each claim is guarded: with a
 * stale fence, or on a letter that was given back or is no longer pending, it changes nothing, and
 * the letter is not among those answered.
 *
 * Contract: `lettersInUnitContract`.
 */
export interface LettersInUnit {
  /**
   * Queues a notice, to be committed or rolled back with the unit. A full box takes it, too: the
   * password is changed already.
   */
  post(notice: Notice): Promise<void>;

  /**
   * Records, before the first byte of mail, that these mails may have arrived from now on, and for
   * whom. Answers the letters that are still held.
   */
  startHandOvers(starts: readonly HandOverStart[]): Promise<readonly LetterId[]>;

  /**
   * Counts per user the reset letters whose hand-over began in the window and did not certainly
   * fail, `except` some. Users with none are absent. A letter that ended without a mail or a doubt
   * certainly failed; one that died in doubt counts.
   */
  handedOverWithin(
    users: readonly UserKey[],
    windowMs: number,
    except: readonly LetterId[],
  ): Promise<ReadonlyMap<UserKey, number>>;

  /**
   * Ends letters or frees them, and answers those that were still held.
   *
   * - An end erases the address that the letter carried. Only a dead letter keeps it, for `retry`.
   * - Postponed: due again after a delay. Released: due as before, its attempt given back. Without
   *   a doubt its hand-over is forgotten.
   */
  settle(settlements: readonly Settlement[]): Promise<readonly LetterId[]>;

  /** Makes a dead letter due now, with a fresh age and no attempts or doubts behind it. */
  retry(id: LetterId): Promise<Retried>;

  /**
   * Settles a pending letter as `sent` and raises its fence, even while a courier holds it: its
   * token was just used, so its mail arrived. A settled letter stays as it is.
   */
  proveDelivered(id: LetterId): Promise<void>;

  /**
   * Ends the reset letters that wait for exactly this name, held or not (`skipped: reported`),
   * raises their fences, and answers how many.
   */
  closeFor(username: string): Promise<number>;
}
