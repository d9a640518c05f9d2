import { Overloaded } from '@rekey/domain';
import type { Unit } from '@rekey/domain/ports';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { unitOfWorkContract } from '../unit-of-work.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

export const brokenUnits: readonly Broken[] = [
  {
    name: 'a unit that commits what was done before the throw',
    contract: unitOfWorkContract,
    sentence: 'leaves nothing of a unit whose work throws, and throws the very same',
    breakIt: (store) => ({
      ...store,
      units: {
        run: async (work) => {
          const ended = await store.units.run(async (unit) => {
            const [settled] = await Promise.allSettled([work(unit)]);
            return settled;
          });
          if (ended.status === 'rejected') throw ended.reason;
          return ended.value;
        },
      },
    }),
  },
  {
    name: 'a unit that is busy in words of its own',
    contract: unitOfWorkContract,
    sentence: 'refuses a unit that waits too long with Overloaded, before its work begins, and takes the next',
    breakIt: (store) => ({
      ...store,
      units: {
        run: (work) =>
          store.units.run(work).catch((fault: unknown) => {
            throw fault instanceof Overloaded ? new Error('no turn for a transaction') : fault;
          }),
      },
    }),
  },
  {
    name: 'a unit that is refused when its work has begun',
    contract: unitOfWorkContract,
    sentence: 'refuses a unit that waits too long with Overloaded, before its work begins, and takes the next',
    breakIt: (store) => ({
      ...store,
      units: {
        run: async (work) => {
          const answer = work({} as Unit);
          await store.units.run(async () => void (await answer));
          return answer;
        },
      },
    }),
  },
  {
    name: 'a unit that wraps what was thrown',
    contract: unitOfWorkContract,
    sentence: 'throws what is thrown before anything was touched, also when it is no Error',
    breakIt: (store) => ({
      ...store,
      units: {
        run: (work) =>
          store.units.run(work).catch((cause: unknown) => {
            throw new Error('the transaction failed', { cause });
          }),
      },
    }),
  },
];
