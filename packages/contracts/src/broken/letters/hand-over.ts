import type { LettersInUnit } from '@rekey/domain/ports';
import type { LetterView } from '@rekey/domain/values';
import { lettersInUnitContract } from '../../letters-in-unit.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import { alteredLetters } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { alteredFates, unfenced } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

type Count = LettersInUnit['handedOverWithin'];

const withCount = (store: StoreUnderTest, alter: (count: Count) => Count): StoreUnderTest =>
  alteredLetters(store, ({ handedOverWithin }) => ({ handedOverWithin: alter(handedOverWithin) }));

/** The store that does not count letters that look like this to an operator. */
function blindTo(store: StoreUnderTest, overlooked: (letter: LetterView, now: number, windowMs: number) => boolean) {
  return withCount(store, (count) => async (users, windowMs, except) => {
    const now = await store.outside.now();
    const letters = await store.letters.list({ limit: 1_000 });
    const others = letters.filter((letter) => overlooked(letter, now, windowMs)).map(({ id }) => id);
    return count(users, windowMs, [...except, ...others]);
  });
}

/** Stores whose hand-overs are counted wrongly. */
export const brokenHandOvers: readonly Broken[] = [
  {
    name: 'a count that includes the letter it is asked for',
    contract: lettersInUnitContract,
    sentence: 'counts the letters of one user, except one, and each once',
    breakIt: (store) => withCount(store, (count) => (users, windowMs) => count(users, windowMs, [])),
  },
  {
    name: 'a count of what has arrived, without what is under way',
    contract: lettersInUnitContract,
    sentence: 'counts a reset letter from the start of its hand-over, while it is held and once it is sent',
    breakIt: (store) => blindTo(store, ({ state }) => state === 'pending'),
  },
  {
    name: 'a count by the time of the request',
    contract: lettersInUnitContract,
    sentence: 'counts the hand-over where it began, not where the letter was asked for',
    breakIt: (store) => blindTo(store, ({ requestedAt }, now, windowMs) => requestedAt <= now - windowMs),
  },
  {
    name: 'a count without a window',
    contract: lettersInUnitContract,
    sentence: 'counts inside a window that ends now',
    breakIt: (store) => withCount(store, (count) => (users, _, except) => count(users, 1_000_000_000, except)),
  },
  {
    name: 'a count of every mail',
    contract: lettersInUnitContract,
    sentence: 'never counts a notice',
    breakIt: (store) =>
      withCount(store, (count) => async (users, windowMs, except) => {
        const counts = await count(users, windowMs, except);
        const notices = (await store.letters.list({ state: 'sent', limit: 1_000 })).filter(
          (each) => each.kind === 'notice',
        );
        return new Map(users.map((key) => [key, (counts.get(key) ?? 0) + notices.length]));
      }),
  },
  {
    name: 'a settlement of the first of several',
    contract: lettersInUnitContract,
    sentence: 'starts and settles several letters in one write, and answers those that are still held',
    breakIt: (store) =>
      alteredLetters(store, ({ settle }) => ({ settle: (settlements) => settle(settlements.slice(0, 1)) })),
  },
  {
    name: 'a doubt that is forgotten',
    contract: lettersInUnitContract,
    sentence: 'counts what may have arrived, and forgets what certainly did not',
    breakIt: (store) => alteredFates(store, (fate) => (fate.state === 'pending' ? { ...fate, doubt: false } : fate)),
  },
  {
    name: 'a hand-over that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'starts no hand-over with a stale fence or on a settled letter',
    breakIt: unfenced,
  },
];
