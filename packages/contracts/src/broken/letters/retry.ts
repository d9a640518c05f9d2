import { lettersInUnitContract } from '../../letters-in-unit.contract.ts';
import { request } from '../../sample-rows.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import { alteredLetters } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

/** Stores that revive the wrong letters, or none. */
export const brokenRetries: readonly Broken[] = [
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
];
