// Most queues here drain in about this time once they are full.
const RETRY_AFTER_MS = 2_000;

/**
 * A bound is reached: too many wait already, or one has waited too long. The work has not begun, so
 * it can safely be asked for again. Every bounded resource throws this and nothing else for it.
 */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
  /** The soonest that asking again can help, in milliseconds. */
  readonly retryAfterMs: number;

  constructor(reason: string, retryAfterMs: number = RETRY_AFTER_MS) {
    super(reason);
    this.retryAfterMs = retryAfterMs;
  }
}
