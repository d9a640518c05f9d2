/** One piece of work at a time for each key; different keys do not wait for each other. */
export interface KeyedMutex {
  /** Runs the work when all that came before it under this key has ended, well or badly. */
  runExclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
  /** How many keys have work that runs or waits. The others cost nothing. */
  readonly size: number;
}

/** A queue for each key, in this process. It keeps nothing of a key once its queue is empty. */
export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>();
  return {
    get size() {
      return last.size;
    },
    async runExclusive(key, work) {
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
