import { lettersInUnitContract } from '../../letters-in-unit.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { alteredFates } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

/** Stores that settle letters wrongly. */
export const brokenSettlements: readonly Broken[] = [
  {
    name: 'a channel whose faults are counted against the letter',
    contract: lettersInUnitContract,
    sentence:
      'gives the attempt back where the channel was at fault, and frees the letter before its lease would have ended',
    breakIt: (store) => alteredFates(store, (fate) => (fate.state === 'pending' ? { ...fate, blame: 'letter' } : fate)),
  },
  {
    name: 'an end that forgets why',
    contract: lettersInUnitContract,
    sentence: 'settles a letter as sent, skipped or dead, with reason and time',
    breakIt: (store) => alteredFates(store, (fate) => (fate.state === 'dead' ? { ...fate, reason: 'failed' } : fate)),
  },
  {
    name: 'a release that costs an attempt',
    contract: lettersInUnitContract,
    sentence: 'gives a released letter back at once, its attempt included',
    breakIt: (store) =>
      alteredFates(store, (fate) =>
        fate.state === 'released'
          ? { state: 'pending', delayMs: 0, error: 'released', doubt: false, blame: 'letter' }
          : fate,
      ),
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
];
