import { lettersInUnitContract } from '../../letters-in-unit.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import { alteredLetters } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

/** Stores that close letters wrongly. */
export const brokenCloses: readonly Broken[] = [
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
];
