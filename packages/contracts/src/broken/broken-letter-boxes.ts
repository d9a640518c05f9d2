import type { Claim, ClaimRound, ClaimWish, LetterBox, SubmittedName } from '@rekey/domain';
import { letterBoxContract } from '../letter-box.contract.ts';
import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

interface Fault {
  readonly name: string;
  readonly sentence: string;
  alter(letters: LetterBox): Partial<LetterBox>;
}

function alteredWish(alter: (wish: ClaimWish) => ClaimWish): Fault['alter'] {
  return ({ claim }) => ({ claim: (wish) => claim(alter(wish)) });
}

function alteredClaims(alter: (claim: Claim) => Claim): Fault['alter'] {
  return ({ claim }) => ({
    claim: async (wish) => {
      const round = await claim(wish);
      return { ...round, claimed: round.claimed.map(alter) };
    },
  });
}

const faults: readonly Fault[] = [
  {
    name: 'a request that is folded while it is made',
    sentence: 'keeps a request that comes while the oldest is held as a letter of its own',
    alter: ({ list, post }) => ({
      post: async (request) => {
        const waiting = await list({ state: 'pending', username: request.submittedName, limit: 1 });
        return waiting.length > 0 ? 'posted' : post(request);
      },
    }),
  },
  {
    name: 'an acknowledgement of what was not kept',
    sentence: 'answers full and keeps nothing when as many letters are pending as it may hold, until one is settled',
    alter: ({ post }) => ({
      post: async (request) => {
        await post(request);
        return 'posted';
      },
    }),
  },
  {
    name: 'two couriers that are served with one answer',
    sentence: 'hands each of forty letters to one of eight couriers that claim at once',
    alter: ({ claim }) => {
      let underWay: Promise<ClaimRound> | null = null;
      return {
        claim: (wish) => {
          underWay ??= claim(wish).finally(() => {
            underWay = null;
          });
          return underWay;
        },
      };
    },
  },
  {
    name: 'a lease that outlives its courier',
    sentence: 'leaves a letter to its holder until the lease ends',
    alter: alteredWish((wish) => ({ ...wish, leaseMs: wish.leaseMs * 10 })),
  },
  {
    name: 'a lease that ends while its courier works',
    sentence: 'leaves a letter to its holder until the lease ends',
    alter: alteredWish((wish) => ({ ...wish, leaseMs: wish.leaseMs / 10 })),
  },
  {
    name: 'a box that buries nothing',
    sentence: 'buries a letter that kills every courier that takes it',
    alter: alteredWish((wish) => ({
      ...wish,
      ageCapMs: { reset: Number.MAX_SAFE_INTEGER, notice: Number.MAX_SAFE_INTEGER },
    })),
  },
  {
    name: 'a burial that nobody hears of',
    sentence: 'buries a letter asked for longer ago than the cap of its kind, and names it',
    alter: ({ claim }) => ({ claim: async (wish) => ({ ...(await claim(wish)), buried: [] }) }),
  },
  {
    name: 'a box that folds nothing',
    sentence: 'claims the oldest reset letter of a name and folds the others',
    alter: ({ post }) => {
      let posted = 0;
      return {
        post: (request) => {
          posted += 1;
          return post({ ...request, submittedName: `${request.submittedName} ${posted}` as SubmittedName });
        },
      };
    },
  },
  {
    name: 'a box that takes names that look alike for one name',
    sentence: 'folds no other spelling of a name: it may be somebody else, or nobody, and would swallow a request',
    alter: ({ post }) => ({
      post: (request) => post({ ...request, submittedName: `${request.nameKey}` as SubmittedName }),
    }),
  },
  {
    name: 'a fold that forgets when somebody asked last',
    sentence: 'takes over the latest request time of what it folds',
    alter: alteredClaims((claim) => ({ ...claim, askedAt: claim.requestedAt })),
  },
  {
    name: 'a fold that nobody hears of',
    sentence: 'names what it folded',
    alter: ({ claim }) => ({ claim: async (wish) => ({ ...(await claim(wish)), folded: [] }) }),
  },
  {
    name: 'attempts that are never counted',
    sentence: 'raises fence and attempts with each claim',
    alter: alteredClaims((claim) => ({ ...claim, attempts: 1 })),
  },
  {
    name: 'a suspect that nobody is warned of',
    sentence: 'counts the leases of a letter that ran out in a row, and no others',
    alter: alteredClaims((claim) => ({ ...claim, lapses: 0 })),
  },
  {
    name: 'a due time that nobody doubts',
    sentence: 'counts a due time further ahead than any delay as now',
    alter: alteredWish((wish) => ({ ...wish, longestDelayMs: Number.MAX_SAFE_INTEGER / 2 })),
  },
  {
    name: 'a list with the oldest first',
    sentence: 'lists newest first, at most limit',
    alter: ({ list }) => ({ list: async (filter) => [...(await list(filter))].reverse() }),
  },
];

export const brokenLetterBoxes: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = faults.map(
  ({ name, sentence, alter }) => ({
    name,
    contract: letterBoxContract,
    sentence,
    breakIt: (store) => ({ ...store, letters: { ...store.letters, ...alter(store.letters) } }),
  }),
);
