/**
 * Does `work` for every item, at most `limit` at once, beginning in the order of the items. An item
 * is taken from the source when there is room for it, not before.
 *
 * Work that throws ends the whole, and the items behind it are never taken.
 */
export async function forEachLimit<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // One iterator for all workers: each takes the next item that no other has.
  const source = each(items);
  const worker = async () => {
    for await (const item of source) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}

async function* each<Item>(items: Iterable<Item> | AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
