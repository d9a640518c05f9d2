/**
 * Measures spans inside one process. Points in time belong to the stores: one clock a database (see
 * `LetterBox`).
 *
 * Contract: `clockContract`.
 */
export interface Clock {
  /** Never goes back, also when somebody sets the system's clock. */
  monotonicMs(): number;
  /**
   * Calls back once, never before `ms` have passed, unless it was cancelled. Answers how to cancel
   * it.
   */
  after(ms: number, call: () => void): () => void;
}
