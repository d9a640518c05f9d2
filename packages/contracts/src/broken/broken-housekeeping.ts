import type { Housekeeping } from '@rekey/domain/ports';
import { housekeepingContract } from '../housekeeping.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { alteredBox } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

function brokenPurge(name: string, sentence: string, alter: (good: Housekeeping) => Housekeeping['purge']): Broken {
  const breakIt: Broken['breakIt'] = (store) => ({ ...store, housekeeping: { purge: alter(store.housekeeping) } });
  return { name, sentence, contract: housekeepingContract, breakIt };
}

/** The store that purges letters by the time of their request, whatever has become of them. */
function purgingByRequest(store: StoreUnderTest): StoreUnderTest {
  let since = 0;
  const { housekeeping, outside } = store;
  return {
    ...alteredBox(store, ({ list }) => ({
      list: async (filter) => (await list(filter)).filter(({ requestedAt }) => requestedAt >= since),
    })),
    housekeeping: {
      purge: async (kept, options) => {
        since = (await outside.now()) - options.olderThanMs;
        return housekeeping.purge(kept, options);
      },
    },
  };
}

export const brokenHousekeeping: readonly Broken[] = [
  brokenPurge(
    'a purge that does nothing',
    'removes letters that have been settled for longer than the age, and says how many',
    () => async () => 0,
  ),
  brokenPurge(
    'a purge without a bound',
    'removes at most limit, the longest over first',
    ({ purge }) =>
      (kept, options) =>
        purge(kept, { ...options, limit: 1_000 }),
  ),
  brokenPurge(
    'a purge of everything that is settled',
    'takes nothing that a limit of that window still counts',
    ({ purge }) =>
      (kept, options) =>
        purge(kept, { ...options, olderThanMs: -1 }),
  ),
  {
    name: 'a purge that looks at requests only',
    contract: housekeepingContract,
    sentence: 'leaves whatever is pending, held or not, however old',
    breakIt: purgingByRequest,
  },
  brokenPurge(
    'a purge that forgets the tokens',
    'removes tokens whose expiry is older than the age, consumed ones too, and no live one',
    ({ purge }) =>
      async (kept, options) =>
        kept === 'tokens' ? 0 : purge(kept, options),
  ),
  brokenPurge(
    'an audit trail without an end',
    'removes audit events that were recorded longer ago than the age',
    ({ purge }) =>
      async (kept, options) =>
        kept === 'audit' ? 0 : purge(kept, options),
  ),
];
