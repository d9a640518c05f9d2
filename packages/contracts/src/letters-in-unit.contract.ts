import type { Contract } from './contract.ts';
import { closePromises } from './letters/close.ts';
import { handOverPromises } from './letters/hand-over.ts';
import { noticePromises } from './letters/post.ts';
import { retryPromises } from './letters/retry.ts';
import { settlePromises } from './letters/settle.ts';
import { fencePromises } from './letters/settle-fence.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

/** What every `LettersInUnit` keeps. */
export const lettersInUnitContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'LettersInUnit',
  promises: [
    ...noticePromises,
    ...handOverPromises,
    ...settlePromises,
    ...fencePromises,
    ...closePromises,
    ...retryPromises,
  ],
};
