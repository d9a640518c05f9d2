import type { ClaimRound, ClaimWish } from '@rekey/domain/ports';
import type { Claim } from '@rekey/domain/values';
import { letterBoxContract } from '../../letter-box.contract.ts';
import type { StoreUnderTest, StoreWish } from '../../store-under-test.ts';
import { alteredLetters } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { type Alter, brokenBox } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreWish>;

function alteredWish(alter: (wish: ClaimWish) => ClaimWish): Alter {
  return ({ claim }) => ({ claim: (wish) => claim(alter(wish)) });
}

function alteredClaims(alter: (claim: Claim) => Claim): Alter {
  return ({ claim }) => ({
    claim: async (wish) => {
      const round = await claim(wish);
      return { ...round, claimed: round.claimed.map(alter) };
    },
  });
}

/** Stores that hand out the wrong letters, or for the wrong time. */
export const brokenClaims: readonly Broken[] = [
  brokenBox(
    'two couriers that are served with one answer',
    'hands each of forty letters to one of eight couriers that claim at once',
    ({ claim }) => {
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
  ),
  brokenBox(
    'a claim that takes one more',
    'hands at most limit letters, each pending while it is held',
    alteredWish((wish) => ({ ...wish, limit: wish.limit + 1 })),
  ),
  brokenBox(
    'a due time that nobody waits for',
    'hands a letter out only when it is due',
    alteredWish((wish) => ({ ...wish, longestDelayMs: 0 })),
  ),
  brokenBox(
    'a lease that outlives its courier',
    'leaves a letter to its holder until the lease ends',
    alteredWish((wish) => ({ ...wish, leaseMs: wish.leaseMs * 10 })),
  ),
  brokenBox(
    'a lease that ends while its courier works',
    'leaves a letter to its holder until the lease ends',
    alteredWish((wish) => ({ ...wish, leaseMs: wish.leaseMs / 10 })),
  ),
  brokenBox(
    'a box that buries nothing',
    'buries a letter that kills every courier that takes it',
    alteredWish((wish) => ({
      ...wish,
      ageCapMs: { reset: Number.MAX_SAFE_INTEGER, notice: Number.MAX_SAFE_INTEGER },
    })),
  ),
  brokenBox(
    'a burial that nobody hears of',
    'buries a letter asked for longer ago than the cap of its kind, and names it',
    ({ claim }) => ({ claim: async (wish) => ({ ...(await claim(wish)), buried: [] }) }),
  ),
  brokenBox(
    'attempts that are never counted',
    'raises fence and attempts with each claim',
    alteredClaims((claim) => ({ ...claim, attempts: 1 })),
  ),
  brokenBox(
    'a suspect that nobody is warned of',
    'counts the leases of a letter that ran out in a row, and no others',
    alteredClaims((claim) => ({ ...claim, lapses: 0 })),
  ),
  brokenBox(
    'a due time that nobody doubts',
    'counts a due time further ahead than any delay as now',
    alteredWish((wish) => ({ ...wish, longestDelayMs: Number.MAX_SAFE_INTEGER / 2 })),
  ),
  {
    name: 'a box that hands out what was settled',
    contract: letterBoxContract,
    sentence: 'hands out no letter that is settled',
    breakIt: (store) =>
      alteredLetters(store, () => ({ settle: async (settlements) => settlements.map(({ claim }) => claim.id) })),
  },
];
