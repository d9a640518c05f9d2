/** Lets callers with the same key go one after the other; callers with different keys don't meet. */
export interface Turns {
  take<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
  /** How many keys somebody works or waits under. */
  readonly keys: number;
}

/**
 * One queue a key, in this process. A flood of posts with one good token then costs one hash:
 * each waits for the one before it, looks again, and finds the token used.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    get keys() {
      return last.size;
    },
    async take(key, work) {
      const before = last.get(key);
      const mine = (before ?? Promise.resolve()).then(work, work);
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}
