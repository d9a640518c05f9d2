/** Does `work` for every item, at most `width` at once, in order of the items. Work that throws ends the whole; let it answer instead. */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const worker = async () => {
    // One iterator for all workers: each takes the next item that nobody has.
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
