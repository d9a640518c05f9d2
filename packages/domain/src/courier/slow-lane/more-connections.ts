import type { Clock } from '../../ports/clock.ts';

// A relay that takes no more connections is asked for more again after some minutes.
const REFUSAL_LASTS_MS = 5 * 60_000;

/** How many connections beyond the usual ones the relay may be asked for. */
export class MoreConnections {
  readonly #clock: Clock;
  readonly #most: number;
  #fewer = 0;
  #fewerUntilMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  get granted(): number {
    return this.#clock.monotonicMs() < this.#fewerUntilMs ? this.#fewer : this.#most;
  }

  /** The relay took so many beyond the usual ones, and refused the next. */
  refused(granted: number): void {
    this.#fewer = Math.max(0, granted);
    this.#fewerUntilMs = this.#clock.monotonicMs() + REFUSAL_LASTS_MS;
  }
}
