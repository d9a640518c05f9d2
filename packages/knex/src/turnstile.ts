import { TooManyUnits } from '@rekey/domain';

/** Runs work when its turn comes; throws `TooManyUnits` if that takes too long. */
export type Turnstile = <Result>(work: () => Promise<Result>) => Promise<Result>;

interface Waiting {
  go(): void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Lets so many pieces of work through at once, first come, first served; whoever waits longer than `waitMs` is refused.
 * Units wait here and not for a connection: then whoever needs one for a single statement never queues behind a crowd of units.
 */
export function turnstile(width: number, waitMs: number): Turnstile {
  const waiting = new Set<Waiting>();
  let inside = 0;

  const enter = (): Promise<void> | undefined => {
    if (inside < width) {
      inside += 1;
      return undefined;
    }
    return new Promise<void>((resolve, reject) => {
      const refuse = () => {
        waiting.delete(mine);
        reject(new TooManyUnits(`no turn for a transaction within ${waitMs} ms`));
      };
      const mine: Waiting = { go: resolve, timer: setTimeout(refuse, waitMs) };
      waiting.add(mine);
    });
  };
  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      inside -= 1;
      return;
    }
    waiting.delete(next);
    clearTimeout(next.timer);
    next.go();
  };

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
