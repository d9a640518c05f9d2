import type { Claim, ClaimRound, ClaimWish, ClientAddress, LetterBox } from '@rekey/domain';
import { letterBoxContract } from '../letter-box.contract.ts';
import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import { alteredBox, alteredLetters } from './altered-unit.ts';
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

function alteredAddresses(alter: (address: string, index: number) => string): Fault['alter'] {
  return ({ post }) => {
    let posted = 0;
    return { post: (request) => post({ ...request, address: alter(request.address, posted++) as ClientAddress }) };
  };
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
    name: 'a box that calls a crowd a full box',
    sentence: 'refuses requests of which too many wait with Overloaded, keeps none of them, and takes the next',
    alter: ({ post }) => ({ post: (request) => post(request).catch(() => 'full' as const) }),
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
    name: 'a box that serves in the order of arrival',
    sentence: 'serves networks in turn: who asks for much waits behind who asks for little',
    alter: alteredAddresses(() => '192.0.2.1'),
  },
  {
    name: 'a box to which each address of a network is a network',
    sentence: 'counts the addresses of 64 bits of IPv6 as one network',
    alter: alteredAddresses((address) => address.replace(/^2001:db8:1:2::(.+)$/, '2001:db8:1:4$1::')),
  },
  {
    name: 'a box that gives its last room to the first that come',
    sentence: 'keeps room for others: beyond half of what it may hold, a network that has much of it hears full first',
    alter: alteredAddresses((_, index) => `192.0.2.${index}`),
  },
  {
    name: 'a notice that waits until all requests are served',
    sentence: 'lets no notice wait behind a flood of requests',
    alter: ({ claim }) => ({
      claim: async (wish) => {
        const round = await claim(wish);
        return { ...round, claimed: round.claimed.filter(({ letter }) => letter.kind === 'reset') };
      },
    }),
  },
  {
    name: 'a box that folds only what it hands out',
    sentence: 'folds also where it may claim nothing',
    alter: ({ claim }) => ({
      claim: async (wish) => (wish.limit === 0 ? { claimed: [], buried: [], folded: [] } : claim(wish)),
    }),
  },
  {
    name: 'a claim that takes one more',
    sentence: 'hands at most limit letters, each pending while it is held',
    alter: alteredWish((wish) => ({ ...wish, limit: wish.limit + 1 })),
  },
  {
    name: 'a due time that nobody waits for',
    sentence: 'hands a letter out only when it is due',
    alter: alteredWish((wish) => ({ ...wish, longestDelayMs: 0 })),
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
  {
    name: 'a list with all that a row holds',
    sentence: 'shows no address and no fence in a list',
    alter: ({ list }) => ({ list: async (filter) => (await list(filter)).map((view) => ({ ...view, fence: 1 })) }),
  },
];

export const brokenLetterBoxes: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = [
  ...faults.map(({ name, sentence, alter }) => ({
    name,
    contract: letterBoxContract,
    sentence,
    breakIt: (store: StoreUnderTest) => alteredBox(store, alter),
  })),
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
    name: 'a box that hands out what was settled',
    contract: letterBoxContract,
    sentence: 'hands out no letter that is settled',
    breakIt: (store) =>
      alteredLetters(store, () => ({ settle: async (settlements) => settlements.map(({ claim }) => claim.id) })),
  },
];
