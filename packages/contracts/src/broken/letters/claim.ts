import type { ClaimRequest, ClaimRound } from '@rekey/domain/ports';
import type { Claim } from '@rekey/domain/values';
import { letterBoxContract } from '../../letter-box.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import { alteredLetters } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { type Alter, brokenBox } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

function alteredRequest(alter: (request: ClaimRequest) => ClaimRequest): Alter {
  return ({ claim }) => ({ claim: (request) => claim(alter(request)) });
}

function alteredClaims(alter: (claim: Claim) => Claim): Alter {
  return ({ claim }) => ({
    claim: async (request) => {
      const round = await claim(request);
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
        claim: (request) => {
          underWay ??= claim(request).finally(() => {
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
    alteredRequest((request) => ({ ...request, limit: request.limit + 1 })),
  ),
  brokenBox(
    'a due time that nobody waits for',
    'hands a letter out only when it is due',
    alteredRequest((request) => ({ ...request, longestDelayMs: 0 })),
  ),
  brokenBox(
    'a lease that outlives its courier',
    'leaves a letter to its holder until the lease ends',
    alteredRequest((request) => ({ ...request, leaseMs: request.leaseMs * 10 })),
  ),
  brokenBox(
    'a lease that ends while its courier works',
    'leaves a letter to its holder until the lease ends',
    alteredRequest((request) => ({ ...request, leaseMs: request.leaseMs / 10 })),
  ),
  brokenBox(
    'a box that buries nothing',
    'buries a letter that kills every courier that takes it',
    alteredRequest((request) => ({
      ...request,
      ageCapMs: { reset: Number.MAX_SAFE_INTEGER, notice: Number.MAX_SAFE_INTEGER },
    })),
  ),
  brokenBox(
    'a burial that nobody hears of',
    'buries a letter asked for longer ago than the cap of its kind, and names it',
    ({ claim }) => ({ claim: async (request) => ({ ...(await claim(request)), buried: [] }) }),
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
    alteredRequest((request) => ({ ...request, longestDelayMs: Number.MAX_SAFE_INTEGER / 2 })),
  ),
  {
    name: 'a box that hands out what was settled',
    contract: letterBoxContract,
    sentence: 'hands out no letter that is settled',
    breakIt: (store) =>
      alteredLetters(store, () => ({ settle: async (settlements) => settlements.map(({ claim }) => claim.id) })),
  },
];
