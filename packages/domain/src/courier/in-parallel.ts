/** Does `work` for every item, at most `width` at once, in order of the items. Work that throws ends the whole; let it answer instead. */
export async function inParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // One iterator for all workers: each takes the next item that nobody has.
  const waiting = each(items);
  const worker = async () => {
    for await (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

async function* each<Item>(items: Iterable<Item> | AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
