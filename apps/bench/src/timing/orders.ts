import type { ClassName } from './classes.ts';

/** What the client is told to do, and what it answers. Times are nanoseconds. */
export interface BlocksOrder {
  readonly kind: 'blocks';
  readonly port: number;
  readonly classes: readonly ClassName[];
  /** The number of the first name: no name but that of `again` is asked for twice. */
  readonly from: number;
  /** Blocks before the ones that count. */
  readonly warmUp: number;
  readonly blocks: number;
}

export interface ProbesOrder {
  readonly kind: 'probes';
  readonly port: number;
  readonly from: number;
  readonly trials: number;
}

export type Order = BlocksOrder | ProbesOrder;

/** One list a class, a time a block. */
export type Blocks = Partial<Record<ClassName, readonly number[]>>;

/** What cheap requests cost in the moments after one name was asked for. */
export interface Probe {
  readonly who: ClassName;
  readonly mean: number;
  readonly longest: number;
}

export interface ResultOf {
  readonly blocks: Blocks;
  readonly probes: readonly Probe[];
}
