import assert from 'node:assert/strict';
import { type Contract, promised } from './contract.ts';
import { letterClosing } from './letter-closing.ts';
import { letterEnds } from './letter-ends.ts';
import { letterFences } from './letter-fences.ts';
import { letterHandOver } from './letter-hand-over.ts';
import { letterReviving } from './letter-reviving.ts';
import { notice } from './sample-rows.ts';
import { addUser, assertNear, claimOne, postNotice, views } from './store-steps.ts';
import type { StoreUnderTest, StoreWish } from './store-under-test.ts';

/** What every `LettersInUnit` keeps. */
export const lettersInUnitContract: Contract<StoreUnderTest, StoreWish> = {
  name: 'LettersInUnit',
  promises: [
    promised('queues a notice that a courier gets as it was posted, whatever has become of the user', async (store) => {
      const user = await addUser(store);
      const letter = notice(user, 'before@example.com');
      await postNotice(store, letter);
      await store.outside.changeUser(user.key, { email: 'after@example.com', username: 'jane.roe' });
      const [view] = await views(store);
      assert.deepEqual([view?.kind, view?.username, view?.state], ['notice', 'jane.doe', 'pending']);
      const held = await claimOne(store);
      assert.deepEqual(held.letter, letter);
      assertNear(held.requestedAt, await store.outside.now());
    }),
    promised('drops a notice with the unit that posted it', async (store) => {
      const user = await addUser(store);
      const failing = store.units.run(async (unit) => {
        await unit.letters.post(notice(user));
        throw new Error('no');
      });
      await assert.rejects(failing);
      assert.deepEqual(await views(store), []);
    }),
    ...letterHandOver,
    ...letterEnds,
    ...letterFences,
    ...letterClosing,
    ...letterReviving,
  ],
};
