import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { brokenBox } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

/** Stores that list letters wrongly. */
export const brokenLists: readonly Broken[] = [
  brokenBox('a list with the oldest first', 'lists newest first, at most limit', ({ list }) => ({
    list: async (filter) => [...(await list(filter))].reverse(),
  })),
  brokenBox('a list of any age', 'lists what was asked within a time, whatever has become of it', ({ list }) => ({
    list: ({ askedWithinMs: _, ...filter }) => list(filter),
  })),
  brokenBox('a list with all that a row holds', 'shows no address and no fence in a list', ({ list }) => ({
    list: async (filter) => (await list(filter)).map((view) => ({ ...view, fence: 1 })),
  })),
];
