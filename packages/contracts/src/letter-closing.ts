import assert from 'node:assert/strict';
import { promised } from './contract.ts';
import { notice } from './sample-rows.ts';
import { addUser, claim, claimOne, post, postNotice, settle, startHandOver, views } from './store-steps.ts';
import type { StorePromise, StoreUnderTest } from './store-under-test.ts';

const close = (store: StoreUnderTest, username: string) => store.units.run((unit) => unit.letters.closeFor(username));

const statesOf = async (store: StoreUnderTest) =>
  (await views(store)).map(({ username, kind, state, reason }) => [username, kind, state, reason]);

/** What "this wasn't me" does to letters. */
export const letterClosing: readonly StorePromise[] = [
  promised('closes the reset letters that wait for exactly a name, and nothing else', async (store) => {
    const user = await addUser(store);
    await post(store, 'jane.doe');
    await settle(store, await claimOne(store), { state: 'sent' });
    await postNotice(store, notice(user));
    for (const name of ['jane.doe', 'JANE.DOE', 'jane.doe', 'john.doe']) await post(store, name);
    assert.equal(await close(store, 'jane.doe'), 2);
    assert.deepEqual(await statesOf(store), [
      ['jane.doe', 'reset', 'sent', null],
      ['jane.doe', 'notice', 'pending', null],
      ['jane.doe', 'reset', 'skipped', 'reported'],
      ['JANE.DOE', 'reset', 'pending', null],
      ['jane.doe', 'reset', 'skipped', 'reported'],
      ['john.doe', 'reset', 'pending', null],
    ]);
    assert.equal(await close(store, 'jane.doe'), 0);
  }),
  promised('closes a letter that a courier holds, and lets that courier write no more', async (store) => {
    const user = await addUser(store);
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    assert.equal(await close(store, 'jane.doe'), 1);
    assert.equal(await startHandOver(store, held, user), 'lost');
    assert.equal(await settle(store, held, { state: 'sent' }), 'lost');
    assert.deepEqual(await statesOf(store), [['jane.doe', 'reset', 'skipped', 'reported']]);
    assert.deepEqual(await claim(store), []);
    await post(store, 'jane.doe');
    assert.equal((await claim(store)).length, 1);
  }),
];
