import type { Contract } from './contract.ts';
import { letterClaiming } from './letter-claiming.ts';
import { letterFairness } from './letter-fairness.ts';
import { letterFolding } from './letter-folding.ts';
import { letterKeeping } from './letter-keeping.ts';
import { letterPosting } from './letter-posting.ts';
import type { StoreUnderTest, StoreWish } from './store-under-test.ts';

/** What every `LetterBox` keeps. */
export const letterBoxContract: Contract<StoreUnderTest, StoreWish> = {
  name: 'LetterBox',
  promises: [...letterPosting, ...letterClaiming, ...letterFolding, ...letterFairness, ...letterKeeping],
};
