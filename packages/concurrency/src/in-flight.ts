/**
 * Work that has begun and that its caller does not wait for, as long as there is not too much of
 * it.
 */
export interface InFlight {
  /**
   * Adds work that has begun. Beyond the limit, waits for the oldest to end. It must not reject.
   */
  add(work: Promise<void>): Promise<void>;
  /** Waits for all of it. */
  drain(): Promise<void>;
}

/** Backpressure: a caller goes on while at most `limit` pieces of its work are in flight. */
export function createInFlight(limit: number): InFlight {
  const inFlight: Promise<void>[] = [];
  return {
    async add(work) {
      inFlight.push(work);
      if (inFlight.length > limit) await inFlight.shift();
    },
    async drain() {
      await Promise.all(inFlight.splice(0));
    },
  };
}
