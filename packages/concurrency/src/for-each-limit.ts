/**
 * Does `work` for every item, at most `limit` at once, beginning in the order of the items. An item
 * is taken from the source when there is room for it, not before.
 *
 * A `limit` that changes is given as a function, never less than 1: it is asked after each item.
 * Work that throws ends the whole, and the items behind it are never taken.
 */
export async function forEachLimit<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number | (() => number),
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // One iterator for all workers: each takes the next item that no other has.
  const source = each(items);
  const allowed = typeof limit === 'number' ? () => limit : limit;
  const workers = new Set<Promise<void>>();
  let working = 0;
  let isOver = false;

  const workOn = async (): Promise<void> => {
    working += 1;
    try {
      while (!isOver && working <= allowed()) {
        const { done, value } = await source.next();
        if (done) isOver = true;
        else await work(value);
        start();
      }
    } catch (fault) {
      isOver = true;
      throw fault;
    } finally {
      working -= 1;
    }
  };
  const start = (): void => {
    while (!isOver && working < allowed()) {
      const worker = workOn().finally(() => workers.delete(worker));
      workers.add(worker);
    }
  };
  start();
  while (workers.size > 0) await Promise.all(workers);
}

async function* each<Item>(items: Iterable<Item> | AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
