import { chance } from '@rekey/laboratory';

/** Choices that depend on the run's seed alone. */
export interface Dice {
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  /** True this often. */
  happens(share: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
}

export function createDice(stream: number): Dice {
  const next = chance(stream);
  // The first numbers of neighbouring streams resemble each other.
  for (let n = 0; n < 20; n += 1) next();
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    happens: (share) => next() < share,
    pick<Value>(values: readonly Value[]): Value {
      if (values.length === 0) throw new Error('nothing to pick from');
      return values[below(values.length)] as Value;
    },
  };
}
