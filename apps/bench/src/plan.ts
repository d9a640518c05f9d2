/** How long a run may take. */
export interface Plan {
  /** About how long a slice takes. */
  readonly seconds: number;
  readonly rounds: number;
}

export const SHORT: Plan = { seconds: 2, rounds: 3 };
export const LONG: Plan = { seconds: 8, rounds: 5 };
