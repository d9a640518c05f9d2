import { CommitUnknown, TooManyUnits } from '../ports/unit-of-work.ts';
import { inParallel } from './in-parallel.ts';

/** What came of one of several: an answer, or what broke. */
export type Attempt<Item, Answer> = { readonly item: Item } & (
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'broke'; readonly fault: unknown }
);

/**
 * Does `work` for all items at once, and where that breaks, for each alone, `width` of them at a time: whatever was at fault
 * then fails by itself and takes nobody along. Answers in the order of the items, as `work` does.
 */
export async function togetherOrAlone<Item, Answer>(
  items: readonly Item[],
  width: number,
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<readonly Attempt<Item, Answer>[]> {
  try {
    const answers = await work(items);
    return items.map((item, index) => ({ item, kind: 'done', answer: answers[index] as Answer }));
  } catch (fault) {
    if (items.length === 1 || isNobodysFault(fault)) return items.map((item) => ({ item, kind: 'broke', fault }));
  }
  const attempts: Attempt<Item, Answer>[] = [];
  await inParallel(items.entries(), width, async ([index, item]) => {
    const [attempt] = await togetherOrAlone([item], 1, work);
    if (attempt !== undefined) attempts[index] = attempt;
  });
  return attempts;
}

/** No item is to blame, so none would fare better alone; and what may be durable already must not be done twice. */
function isNobodysFault(fault: unknown): boolean {
  return fault instanceof CommitUnknown || fault instanceof TooManyUnits;
}
