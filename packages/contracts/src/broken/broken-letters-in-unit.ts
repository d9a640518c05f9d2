import type { Claim, EmailAddress, LetterFate } from '@rekey/domain';
import { lettersInUnitContract } from '../letters-in-unit.contract.ts';
import { request } from '../sample-rows.ts';
import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import { alteredBox, alteredLetters, withAfterlife } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

/** The store that settles letters otherwise than it is told. */
function alteredFates(store: StoreUnderTest, alter: (fate: LetterFate) => LetterFate): StoreUnderTest {
  return alteredLetters(store, ({ settle }) => ({
    settle: (settlements) => settle(settlements.map(({ claim, fate }) => ({ claim, fate: alter(fate) }))),
  }));
}

/** The claim with the address that its user has now. */
async function addressedAnew({ directory }: StoreUnderTest, claim: Claim): Promise<Claim> {
  const { letter } = claim;
  if (letter.kind !== 'notice') return claim;
  const user = await directory.findByKey(letter.userKey);
  return { ...claim, letter: { ...letter, to: (user?.email ?? letter.to) as EmailAddress } };
}

export const brokenLettersInUnit: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = [
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
    name: 'a channel whose faults are counted against the letter',
    contract: lettersInUnitContract,
    sentence:
      'gives the attempt back where the channel was at fault, and frees the letter before its lease would have ended',
    breakIt: (store) =>
      alteredFates(store, (fate) => (fate.state === 'pending' ? { ...fate, countsAsAttempt: true } : fate)),
  },
  {
    name: 'an end that forgets why',
    contract: lettersInUnitContract,
    sentence: 'settles a letter as sent, skipped or dead, with reason and time',
    breakIt: (store) => alteredFates(store, (fate) => (fate.state === 'dead' ? { ...fate, reason: 'failed' } : fate)),
  },
  {
    name: 'a settlement that always went well',
    contract: lettersInUnitContract,
    sentence: 'lets exactly one of eight settlements of one claim through',
    breakIt: (store) =>
      alteredLetters(store, ({ settle }) => ({
        settle: async (settlements) => {
          await settle(settlements);
          return settlements.map(({ claim }) => claim.id);
        },
      })),
  },
  {
    name: 'a release that costs an attempt',
    contract: lettersInUnitContract,
    sentence: 'gives a released letter back at once, its attempt included',
    breakIt: (store) =>
      alteredFates(store, (fate) =>
        fate.state === 'released'
          ? { state: 'pending', delayMs: 0, error: 'released', doubt: false, countsAsAttempt: true }
          : fate,
      ),
  },
  {
    name: 'a proof of delivery that changes nothing',
    contract: lettersInUnitContract,
    sentence: 'proves a letter that nobody holds, so that no retry mails a link after the success',
    breakIt: (store) => alteredLetters(store, () => ({ proveDelivered: async () => {} })),
  },
  {
    name: 'a proof of delivery that raises the dead',
    contract: lettersInUnitContract,
    sentence: 'leaves a settled letter as it is when it is proved, and an unknown one alone',
    breakIt: (store) =>
      alteredLetters(store, ({ retry, proveDelivered }) => ({
        proveDelivered: async (id) => {
          await retry(id);
          await proveDelivered(id);
        },
      })),
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
    name: 'a notice that follows the e-mail of its user, to wherever an intruder moved it',
    contract: lettersInUnitContract,
    sentence: 'queues a notice that a courier gets as it was posted, whatever has become of the user',
    breakIt: (store) =>
      alteredBox(store, ({ claim }) => ({
        claim: async (wish) => {
          const round = await claim(wish);
          return { ...round, claimed: await Promise.all(round.claimed.map((each) => addressedAnew(store, each))) };
        },
      })),
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
