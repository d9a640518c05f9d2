import type { LetterBox } from '@rekey/domain/ports';
import type { Claim, SubmittedName } from '@rekey/domain/values';
import { letterBoxContract } from '../../letter-box.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import { alteredBox } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { brokenBox } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

const isOfOneName = (one: Claim, other: Claim) =>
  one.letter.kind === 'reset' &&
  other.letter.kind === 'reset' &&
  one.letter.submittedName === other.letter.submittedName;

/** The store in which a claim settles, as folded, what another courier holds of the same name. */
function foldingHeldOnes(store: StoreUnderTest): StoreUnderTest {
  const held: Claim[] = [];
  return alteredBox(store, ({ claim }) => ({
    claim: async (request) => {
      const round = await claim(request);
      const folded = held.filter((each) => round.claimed.some((fresh) => isOfOneName(fresh, each)));
      const fate = { state: 'skipped', reason: 'folded' } as const;
      await store.units.run((unit) => unit.letters.settle(folded.map((each) => ({ claim: each, fate }))));
      held.push(...round.claimed);
      return round;
    },
  }));
}

/** The store that posts under another name than was submitted. */
function renaming(store: StoreUnderTest, rename: (request: Parameters<LetterBox['post']>[0]) => string) {
  return alteredBox(store, ({ post }) => ({
    post: (request) => post({ ...request, submittedName: rename(request) as SubmittedName }),
  }));
}

/** Stores that fold the wrong requests into one mail. */
export const brokenFolds: readonly Broken[] = [
  brokenBox(
    'a request that is folded while it is made',
    'keeps a request that comes while the oldest is held as a letter of its own',
    ({ list, post }) => ({
      post: async (request) => {
        const waiting = await list({ state: 'pending', username: request.submittedName, limit: 1 });
        return waiting.length > 0 ? 'posted' : post(request);
      },
    }),
  ),
  brokenBox('a box that folds only what it hands out', 'folds also where it may claim nothing', ({ claim }) => ({
    claim: async (request) => (request.limit === 0 ? { claimed: [], buried: [], folded: [] } : claim(request)),
  })),
  {
    name: 'a box that folds nothing',
    contract: letterBoxContract,
    sentence: 'claims the oldest reset letter of a name and folds the others',
    breakIt: (store) => {
      let posted = 0;
      return renaming(store, ({ submittedName }) => {
        posted += 1;
        return `${submittedName} ${posted}`;
      });
    },
  },
  {
    name: 'a box that takes names that look alike for one name',
    contract: letterBoxContract,
    sentence: 'folds no other spelling of a name: it may be somebody else, or nobody, and would swallow a request',
    breakIt: (store) => renaming(store, ({ nameKey }) => nameKey),
  },
  {
    name: 'a fold that takes a letter from its courier',
    contract: letterBoxContract,
    sentence: 'folds no letter that somebody holds',
    breakIt: foldingHeldOnes,
  },
  {
    name: 'a fold that forgets when somebody asked last',
    contract: letterBoxContract,
    sentence: 'takes over the latest request time of what it folds',
    breakIt: (store) =>
      alteredBox(store, ({ claim }) => ({
        claim: async (request) => {
          const round = await claim(request);
          return { ...round, claimed: round.claimed.map((each) => ({ ...each, askedAt: each.requestedAt })) };
        },
      })),
  },
  {
    name: 'a fold that nobody hears of',
    contract: letterBoxContract,
    sentence: 'names what it folded',
    breakIt: (store) =>
      alteredBox(store, ({ claim }) => ({ claim: async (request) => ({ ...(await claim(request)), folded: [] }) })),
  },
];
