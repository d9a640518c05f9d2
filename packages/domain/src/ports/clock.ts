/**
 * Measures spans inside one process. Points in time belong to the stores: one clock a database (see `LetterBox`).
 *
 * - `monotonicMs` never goes back, also when somebody sets the system's clock.
 *
 * Contract: `clockContract`.
 */
export interface Clock {
  monotonicMs(): number;
}
