import { Overloaded } from './overloaded.ts';

export interface SemaphoreOptions {
  /** At most so many pieces of work run at once. */
  readonly permits: number;
  /** At most so many wait for a permit. Default: no bound. */
  readonly maxWaiting?: number;
  /** How long one waits for a permit, in milliseconds. Default: as long as it takes. */
  readonly maxWaitMs?: number;
  /** What is waited for, as `Overloaded` says it: "a hash". */
  readonly resource?: string;
}

/** How busy it is, and how many it has turned away. */
export interface SemaphoreLoad {
  readonly running: number;
  readonly waiting: number;
  /** Since the beginning: at once or after a wait. */
  readonly refused: number;
}

export interface Semaphore {
  /** Runs the work when it gets a permit. Throws `Overloaded`, without calling it, at a bound. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs the work when it gets a permit, however many wait and however long that takes. For callers
   * whose number an operator bounds, never for strangers.
   */
  runPatiently<Result>(work: () => Promise<Result>): Promise<Result>;
  load(): SemaphoreLoad;
}

interface Waiting {
  admit(): void;
}

/**
 * First come, first served. A permit that becomes free goes to the one that waits longest, in the
 * same step, so a newcomer can neither overtake the queue nor slip in beside it.
 */
export function createSemaphore(options: SemaphoreOptions): Semaphore {
  const { permits, maxWaiting = Number.POSITIVE_INFINITY, maxWaitMs, resource = 'a permit' } = options;
  const queue = new Set<Waiting>();
  let running = 0;
  let refused = 0;

  const enter = async (waitMs: number | undefined): Promise<void> => {
    if (running < permits) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leaveQueue = () => {
        queue.delete(waiting);
        refused += 1;
        reject(new Overloaded(`waited ${waitMs} ms for ${resource}`));
      };
      const timer = waitMs === undefined ? undefined : setTimeout(leaveQueue, waitMs);
      const waiting: Waiting = {
        admit() {
          clearTimeout(timer);
          resolve();
        },
      };
      queue.add(waiting);
    });
  };
  const leave = (): void => {
    const [next] = queue;
    if (next === undefined) {
      running -= 1;
      return;
    }
    queue.delete(next);
    next.admit();
  };
  const runWithin = async <Result>(waitMs: number | undefined, work: () => Promise<Result>): Promise<Result> => {
    await enter(waitMs);
    try {
      return await work();
    } finally {
      leave();
    }
  };

  return {
    async run(work) {
      const isFull = running >= permits && queue.size >= maxWaiting;
      if (isFull) {
        refused += 1;
        throw new Overloaded(`${maxWaiting} wait for ${resource} already`);
      }
      return runWithin(maxWaitMs, work);
    },
    runPatiently: (work) => runWithin(undefined, work),
    load: () => ({ running, waiting: queue.size, refused }),
  };
}
