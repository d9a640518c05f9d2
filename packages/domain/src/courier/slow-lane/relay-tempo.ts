import type { Clock } from '../../ports/clock.ts';

// A hiccup is no slowness, and a busy machine reads replies late.
const SHORTEST_PATIENCE_MS = 300;
// What hangs for longer than this keeps others waiting, however slow the relay is.
const LONGEST_PATIENCE_MS = 2_000;
// Before the relay has taken a mail, and after a minute without any.
const UNKNOWN_MS = 1_000;
const UNKNOWN_LAST_MS = 8_000;
const UNKNOWN_NARROW_MS = 1_500;
const MULTIPLE = 5;
const LAST_MULTIPLE = 4;
// A relay that was quick so short a time ago is not slow for everybody.
const STILL_QUICK_MS = 3_000;
const MEMORY_MS = 60_000;
const BUCKET_MS = 5_000;

/**
 * How quickly the relay takes mails at present, at its best. Slowness is relative: where the best is
 * slow, nobody is.
 */
export class RelayTempo {
  readonly #clock: Clock;
  /** The shortest time of each few seconds. */
  #buckets: { readonly sinceMs: number; bestMs: number }[] = [];
  #latestQuickMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A mail that takes longer is slow for this relay. */
  get quickMs(): number {
    const bestMs = this.#bestMs();
    return bestMs === null ? UNKNOWN_MS : Math.max(SHORTEST_PATIENCE_MS, MULTIPLE * bestMs);
  }

  /** How long a mail may keep its place among the others. */
  get patienceMs(): number {
    return Math.min(this.quickMs, LONGEST_PATIENCE_MS);
  }

  /**
   * How long a mail may keep others waiting that can only get on if it is broken off. `narrow`: the
   * relay takes few connections, so that one mail after the other has to be tried.
   */
  lastPatienceMs(narrow: boolean): number {
    if (this.#bestMs() === null) return narrow ? UNKNOWN_NARROW_MS : UNKNOWN_LAST_MS;
    return Math.max(LAST_MULTIPLE * this.patienceMs, this.quickMs);
  }

  /** The relay took a mail that it was asked to take at `beganMs`. Answers whether that was quick. */
  took(beganMs: number): boolean {
    const now = this.#clock.monotonicMs();
    const tookMs = now - beganMs;
    const isQuick = tookMs <= this.quickMs;
    if (isQuick) this.#latestQuickMs = Math.max(this.#latestQuickMs, beganMs);
    const bucket = this.#buckets.at(-1);
    if (bucket === undefined || now - bucket.sinceMs > BUCKET_MS) this.#buckets.push({ sinceMs: now, bestMs: tookMs });
    else bucket.bestMs = Math.min(bucket.bestMs, tookMs);
    return isQuick;
  }

  #bestMs(): number | null {
    const from = this.#clock.monotonicMs() - MEMORY_MS;
    this.#buckets = this.#buckets.filter(({ sinceMs }) => sinceMs > from);
    return this.#buckets.length === 0 ? null : Math.min(...this.#buckets.map(({ bestMs }) => bestMs));
  }

  /**
   * Whether a mail that the relay was asked to take at `beganMs` is certainly slow: it takes longer
   * than others, and the relay was quick after it had begun, or shortly before.
   */
  isSlow(beganMs: number | null): boolean {
    if (beganMs === null) return false;
    return this.#latestQuickMs > beganMs - STILL_QUICK_MS && this.#clock.monotonicMs() - beganMs >= this.quickMs;
  }
}
