import { lettersInUnitContract } from '../../letters-in-unit.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import { alteredLetters } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { unfenced } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

/** Stores in which a courier writes about a letter that it no longer holds. */
export const brokenFences: readonly Broken[] = [
  {
    name: 'a release that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'does nothing for a release with a stale fence',
    breakIt: unfenced,
  },
  {
    name: 'a settlement that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'answers lost to a stale fence, and changes nothing',
    breakIt: unfenced,
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
];
