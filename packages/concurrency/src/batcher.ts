import { forEachLimit } from './for-each-limit.ts';
import { Overloaded } from './overloaded.ts';

/** Does one piece of work for many items, and answers in their order. A throw fails all of them. */
export type BatchWork<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

/** How to go on where a batch fails as a whole: each item alone, so that only the bad one fails. */
export interface PerItemFallback {
  /** How many items are tried at once. */
  readonly concurrency: number;
  /**
   * True for a fault that no single item can have caused, or after which nothing may be done twice:
   * then all of the batch fail with it. `Overloaded` always counts as such a fault.
   */
  isFinal(fault: unknown): boolean;
}

export interface BatcherOptions {
  /** At most so many items share a batch. Default: all that wait. */
  readonly maxBatch?: number;
  /** At most so many items wait for the next batches. Default: no bound. */
  readonly maxWaiting?: number;
  /** What the items wait for, as `Overloaded` says it: "a look-up". */
  readonly resource?: string;
  /** Default: the items of a batch that fails all fail with its fault. */
  readonly fallback?: PerItemFallback;
  /**
   * Called when an idle batcher gets its first item, to begin a little later: until then, others
   * may join. Default: in a microtask.
   */
  readonly schedule?: (begin: () => void) => void;
}

/** Takes one item into a batch, and answers when its batch is done. */
export type Batcher<Item, Result> = (item: Item) => Promise<Result>;

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(fault: unknown): void;
}

/**
 * Group commit: what arrives while a batch is under way shares the next one. One batch runs at a
 * time, and items keep their order. Nothing waits longer than alone, and the busier it gets, the
 * more items split the price of a commit or of a query.
 *
 * Throws `Overloaded` where `maxWaiting` items wait already.
 */
export function createBatcher<Item, Result>(
  work: BatchWork<Item, Result>,
  options: BatcherOptions = {},
): Batcher<Item, Result> {
  const { maxBatch = Number.POSITIVE_INFINITY, maxWaiting = Number.POSITIVE_INFINITY } = options;
  const { resource = 'a batch', fallback, schedule = inMicrotask } = options;
  const queue: Waiting<Item, Result>[] = [];
  let isRunning = false;

  const runNext = async () => {
    const batch = queue.splice(0, maxBatch);
    const items = batch.map(({ item }) => item);
    const settled = await settleBatch(items, work, fallback);
    for (const [index, result] of settled.entries()) {
      if (result.status === 'fulfilled') batch[index]?.resolve(result.value);
      else batch[index]?.reject(result.reason);
    }
  };
  const run = async () => {
    while (queue.length > 0) await runNext();
    isRunning = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (queue.length >= maxWaiting) return reject(new Overloaded(`${maxWaiting} wait for ${resource} already`));
      queue.push({ item, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      schedule(run);
    });
}

/**
 * Does `work` for all items at once and, where that fails and there is a fallback, for each alone.
 * Answers what became of each, in the order of the items; never throws what `work` throws.
 */
export async function settleBatch<Item, Result>(
  items: readonly Item[],
  work: BatchWork<Item, Result>,
  fallback?: PerItemFallback,
): Promise<readonly PromiseSettledResult<Result>[]> {
  try {
    const results = await work(items);
    return items.map((_, index) => ({ status: 'fulfilled', value: results[index] as Result }));
  } catch (reason) {
    const isFinal = fallback === undefined || items.length === 1;
    if (isFinal || reason instanceof Overloaded || fallback.isFinal(reason)) {
      return items.map(() => ({ status: 'rejected', reason }));
    }
  }
  const settled: PromiseSettledResult<Result>[] = [];
  await forEachLimit(items.entries(), fallback.concurrency, async ([index, item]) => {
    const [alone] = await settleBatch([item], work);
    if (alone !== undefined) settled[index] = alone;
  });
  return settled;
}

const inMicrotask = (begin: () => void): void => {
  Promise.resolve().then(begin);
};
