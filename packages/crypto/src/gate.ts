/** Lets so many pieces of work run at once, so many wait in line, and turns the rest away. */
export interface Gate {
  /** Runs the work when its turn comes, or answers `busy` at once when the line is full. */
  tryRun<Result>(work: () => Promise<Result>): Promise<Result | 'busy'>;
  /** Runs the work when its turn comes, however long the line is. For callers that an operator counts, never for strangers. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

/**
 * First come, first served. A slot that becomes free goes to whoever waits longest, in the same step,
 * so that a newcomer can neither overtake the line nor slip in beside it.
 */
export function createGate(concurrency: number, queue: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running < concurrency) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  const run = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };

  return {
    run,
    async tryRun(work) {
      const full = running >= concurrency && waiting.length >= queue;
      return full ? 'busy' : run(work);
    },
  };
}
