import type { Claim, EmailAddress } from '@rekey/domain/values';
import { letterBoxContract } from '../../letter-box.contract.ts';
import { lettersInUnitContract } from '../../letters-in-unit.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import { alteredBox, alteredLetters, withAfterlife } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { brokenBox } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

/** The claim with the address that its user has now. */
async function addressedAnew({ directory }: StoreUnderTest, claim: Claim): Promise<Claim> {
  const { letter } = claim;
  if (letter.kind !== 'notice') return claim;
  const user = await directory.findByKey(letter.userKey);
  return { ...claim, letter: { ...letter, to: (user?.email ?? letter.to) as EmailAddress } };
}

/** Stores that take letters wrongly. */
export const brokenPosts: readonly Broken[] = [
  brokenBox(
    'an acknowledgement of what was not kept',
    'answers full and keeps nothing when as many letters are pending as it may hold, until one is settled',
    ({ post }) => ({
      post: async (request) => {
        await post(request);
        return 'posted';
      },
    }),
  ),
  brokenBox(
    'a box that calls a crowd a full box',
    'refuses requests of which too many wait with Overloaded, keeps none of them, and takes the next',
    ({ post }) => ({ post: (request) => post(request).catch(() => 'full' as const) }),
  ),
  {
    name: 'a full box that refuses notices, too',
    contract: letterBoxContract,
    sentence: 'takes the notice of a changed password although it is full',
    breakIt: (store) =>
      alteredLetters(store, ({ post }) => ({
        post: async (notice) => {
          if ((await store.letters.list({ state: 'pending', limit: 1 })).length === 0) await post(notice);
        },
      })),
  },
  {
    name: 'a notice that follows the e-mail of its user, to wherever an intruder moved it',
    contract: lettersInUnitContract,
    sentence: 'queues a notice that a courier gets as it was posted, whatever has become of the user',
    breakIt: (store) =>
      alteredBox(store, ({ claim }) => ({
        claim: async (request) => {
          const round = await claim(request);
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
