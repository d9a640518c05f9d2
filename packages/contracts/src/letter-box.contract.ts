import type { Contract } from './contract.ts';
import { claimPromises } from './letters/claim.ts';
import { buryPromises } from './letters/claim-bury.ts';
import { foldPromises } from './letters/intake-fold.ts';
import { roundPromises } from './letters/intake-rounds.ts';
import { listPromises } from './letters/list.ts';
import { postPromises } from './letters/post.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

/** What every `LetterBox` keeps. */
export const letterBoxContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'LetterBox',
  promises: [...postPromises, ...claimPromises, ...buryPromises, ...foldPromises, ...roundPromises, ...listPromises],
};
