import type { Claim, LetterFate, LetterId, LettersInUnit } from '@rekey/domain';
import { lettersInUnitContract } from '../letters-in-unit.contract.ts';
import { request } from '../sample-rows.ts';
import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import { alteredUnit, withAfterlife } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

function alteredLetters(store: StoreUnderTest, alter: (letters: LettersInUnit) => Partial<LettersInUnit>) {
  return alteredUnit(store, ({ letters }) => ({ letters: { ...letters, ...alter(letters) } }));
}

/** The store that settles letters otherwise than it is told. */
function alteredFates(store: StoreUnderTest, alter: (fate: LetterFate) => LetterFate): StoreUnderTest {
  return alteredLetters(store, ({ settle }) => ({
    settle: (settlements) => settle(settlements.map(({ claim, fate }) => ({ claim, fate: alter(fate) }))),
  }));
}

/** The store in which everybody writes with the newest fence, whoever has it. */
function unfenced(store: StoreUnderTest): StoreUnderTest {
  const newest = new Map<LetterId, Claim>();
  const claim: typeof store.letters.claim = async (wish) => {
    const round = await store.letters.claim(wish);
    for (const each of round.claimed) newest.set(each.id, each);
    return round;
  };
  const withFence = <Wish extends { readonly claim: Claim }>(wish: Wish): Wish => ({
    ...wish,
    claim: newest.get(wish.claim.id) ?? wish.claim,
  });
  return alteredLetters({ ...store, letters: { ...store.letters, claim } }, (letters) => ({
    startHandOvers: (starts) => letters.startHandOvers(starts.map(withFence)),
    settle: (settlements) => letters.settle(settlements.map(withFence)),
  }));
}

export const brokenLettersInUnit: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = [
  {
    name: 'a release that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'does nothing for a release with a stale fence',
    breakIt: unfenced,
  },
  {
    name: 'a settlement of the first of several',
    contract: lettersInUnitContract,
    sentence: 'starts and settles several letters in one write, and answers those that are still held',
    breakIt: (store) =>
      alteredLetters(store, ({ settle }) => ({ settle: (settlements) => settle(settlements.slice(0, 1)) })),
  },
  {
    name: 'a settlement that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'answers lost to a stale fence, and changes nothing',
    breakIt: unfenced,
  },
  {
    name: 'a hand-over that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'starts no hand-over with a stale fence or on a settled letter',
    breakIt: unfenced,
  },
  {
    name: 'a doubt that is forgotten',
    contract: lettersInUnitContract,
    sentence: 'counts what may have arrived, and forgets what certainly did not',
    breakIt: (store) => alteredFates(store, (fate) => (fate.state === 'pending' ? { ...fate, doubt: false } : fate)),
  },
  {
    name: 'a channel whose faults are counted against the letter',
    contract: lettersInUnitContract,
    sentence:
      'gives the attempt back where the channel was at fault, and frees the letter before its lease would have ended',
    breakIt: (store) =>
      alteredFates(store, (fate) => (fate.state === 'pending' ? { ...fate, countsAsAttempt: true } : fate)),
  },
  {
    name: 'a count that includes the letter it is asked for',
    contract: lettersInUnitContract,
    sentence: 'counts the letters of one user, except one, and each once',
    breakIt: (store) =>
      alteredLetters(store, ({ handedOverWithin }) => ({
        handedOverWithin: (users, windowMs) => handedOverWithin(users, windowMs, []),
      })),
  },
  {
    name: 'a proof of delivery that changes nothing',
    contract: lettersInUnitContract,
    sentence: 'proves a letter that nobody holds, so that no retry mails a link after the success',
    breakIt: (store) => alteredLetters(store, () => ({ proveDelivered: async () => {} })),
  },
  {
    name: 'a retry that revives what never died',
    contract: lettersInUnitContract,
    sentence: 'retries no letter that is pending, held, sent or skipped, and none that it does not know',
    breakIt: (store) =>
      alteredLetters(store, ({ retry }) => ({
        retry: async (id) => {
          const retried = await retry(id);
          const letter = (await store.letters.list({ limit: 1 })).find((each) => each.id === id);
          return retried.kind === 'not-dead' && letter !== undefined
            ? { kind: 'due', letter: { id, letter: request(letter.username), requestedAt: letter.requestedAt } }
            : retried;
        },
      })),
  },
  {
    name: 'a retry that revives nothing',
    contract: lettersInUnitContract,
    sentence: 'makes a dead letter due now with a fresh age and no attempts behind it',
    breakIt: (store) => alteredLetters(store, () => ({ retry: async () => ({ kind: 'not-dead' }) })),
  },
  {
    name: 'an address that stays',
    contract: lettersInUnitContract,
    sentence: 'erases the address of a notice that is sent or skipped',
    breakIt: (store) => {
      const seen: string[] = [];
      const readAtRest = async () => {
        seen.push(await store.outside.readAtRest());
        return seen.join('\n');
      };
      return { ...store, outside: { ...store.outside, readAtRest } };
    },
  },
  {
    name: 'a notice that outlives its unit',
    contract: lettersInUnitContract,
    sentence: 'drops a notice with the unit that posted it',
    breakIt: (store) =>
      withAfterlife(store, ({ letters }, afterRollback) => ({
        letters: {
          ...letters,
          post: (notice) => {
            afterRollback((unit) => unit.letters.post(notice));
            return letters.post(notice);
          },
        },
      })),
  },
];
