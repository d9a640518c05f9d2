/** How long a run may take. */
export interface Plan {
  /** About how long a slice takes. */
  readonly seconds: number;
  readonly rounds: number;
  /** Letters that wait where a backlog is measured. */
  readonly backlog: number;
}

export const SHORT: Plan = { seconds: 2, rounds: 3, backlog: 100_000 };
export const LONG: Plan = { seconds: 8, rounds: 5, backlog: 1_000_000 };
