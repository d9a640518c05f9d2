/**
 * Lets what is to be written share a commit with what arrives while the one before it is under way: nothing waits longer than
 * alone, and the busier it gets, the more is carried at once. `work` answers in the order of its items; if it throws, all of them do.
 */
export function inGroups<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  let gathering: { readonly items: Item[]; readonly answers: Promise<readonly Answer[]> } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const gather = () => {
    const items: Item[] = [];
    const answers = last.then(() => {
      gathering = null;
      return work(items);
    });
    last = answers.catch(() => {});
    return { items, answers };
  };
  return async (item) => {
    gathering ??= gather();
    const { items, answers } = gathering;
    const index = items.push(item) - 1;
    return (await answers)[index] as Answer;
  };
}
