import { describe, expect, it } from 'vitest';
import { CommitUnknown, TooManyUnits } from '../ports/unit-of-work.ts';
import { togetherOrAlone } from './together-or-alone.ts';

/** Work that fails if 3 is among its items, and remembers what it was given. */
function workThatThreeBreaks() {
  const given: string[] = [];
  const work = async (items: readonly number[]) => {
    given.push(items.join());
    if (items.includes(3)) throw new Error('three');
    return items.map((item) => item * 10);
  };
  return { given, work };
}

describe('togetherOrAlone', () => {
  it('does all at once where nothing breaks', async () => {
    const { given, work } = workThatThreeBreaks();
    const attempts = await togetherOrAlone([1, 2], 5, work);
    expect(attempts).toEqual([
      { item: 1, kind: 'done', answer: 10 },
      { item: 2, kind: 'done', answer: 20 },
    ]);
    expect(given).toEqual(['1,2']);
  });

  it('does each alone where all at once breaks: only what is at fault fails, and the order stays', async () => {
    const { given, work } = workThatThreeBreaks();
    const attempts = await togetherOrAlone([1, 3, 2], 2, work);
    expect(attempts).toEqual([
      { item: 1, kind: 'done', answer: 10 },
      { item: 3, kind: 'broke', fault: new Error('three') },
      { item: 2, kind: 'done', answer: 20 },
    ]);
    expect(given.sort()).toEqual(['1', '1,3,2', '2', '3']);
  });

  it.each([new CommitUnknown(new Error('cut')), new TooManyUnits('full')])(
    'does nothing twice where no item can be to blame: %s',
    async (fault) => {
      let runs = 0;
      const attempts = await togetherOrAlone([1, 2], 5, async () => {
        runs += 1;
        throw fault;
      });
      expect(attempts.map(({ kind }) => kind)).toEqual(['broke', 'broke']);
      expect(runs).toBe(1);
    },
  );
});
