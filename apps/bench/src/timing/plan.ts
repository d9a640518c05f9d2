/** What is measured, and how long. */
export interface TimingPlan {
  readonly databases: readonly ('sqlite' | 'postgres')[];
  readonly grounds: readonly Ground[];
  readonly blocks: Readonly<Record<Ground, number>>;
  /** Of request-then-probe, for each core of the client. */
  readonly trials: number;
  /** How late the control is, in microseconds; by default as late as the gate in memory, twice as late on disk. */
  readonly lateUs: number | null;
  /** Somebody else asks for a hundred links a second meanwhile. */
  readonly load: boolean;
  /** The courier is at work meanwhile, and its relay takes a second for each mail. */
  readonly slowRelay: boolean;
}

/** Where the database lies: in memory, where only the code's own paths are left, or on a disk with its fsync. */
export type Ground = 'memory' | 'disk';

/** The bounds that every interval must stay inside, in microseconds. */
export const GATES_US: Readonly<Record<Ground, number>> = { memory: 5, disk: 20 };

/** The bounds of the chance that a probe of a known name is slower than one of an unknown name. */
export const CHANCE_GATE = { low: 0.47, high: 0.53 };
