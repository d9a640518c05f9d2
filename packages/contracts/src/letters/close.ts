import assert from 'node:assert/strict';
import type { LetterId } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { LEASE_MS, later, MINUTE, notice } from '../sample-rows.ts';
import {
  addUser,
  assertNear,
  claim,
  claimOne,
  consume,
  issue,
  post,
  postNotice,
  postpone,
  release,
  settle,
  startHandOver,
  takenOver,
  viewOf,
  views,
} from '../store-steps.ts';
import type { StorePromise, StoreUnderTest } from '../store-under-test.ts';

const close = (store: StoreUnderTest, username: string) => store.units.run((unit) => unit.letters.closeFor(username));

const statesOf = async (store: StoreUnderTest) =>
  (await views(store)).map(({ username, kind, state, reason }) => [username, kind, state, reason]);

function proveDelivered(store: StoreUnderTest, { id }: { readonly id: LetterId }): Promise<void> {
  return store.units.run((unit) => unit.letters.proveDelivered(id));
}

/** What ends letters regardless of who holds them: a token that was used, and "this wasn't me". */
export const closePromises: readonly StorePromise[] = [
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
  promised('settles a proved letter as sent whoever holds it, and raises its fence', async (store) => {
    const { stale, held } = await takenOver(store);
    await proveDelivered(store, held);
    const { state, sentAt, dueAt } = await viewOf(store, held.id);
    assert.deepEqual([state, dueAt], ['sent', null]);
    assertNear(sentAt, await store.outside.now());
    for (const late of [stale, held]) {
      assert.equal(await settle(store, late, { state: 'dead', reason: 'late' }), 'lost');
      assert.equal(await postpone(store, late, later()), 'lost');
      await release(store, late);
    }
    await store.outside.advance(LEASE_MS);
    assert.deepEqual(await claim(store), []);
  }),
  promised('proves a letter that nobody holds, so that no retry mails a link after the success', async (store) => {
    const user = await addUser(store);
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    const { digest } = await issue(store, user, 'used', { letterId: held.id });
    await postpone(store, held, later({ doubt: true }));
    assert.equal(await consume(store, user, digest), true);
    await proveDelivered(store, held);
    await store.outside.advance(MINUTE);
    assert.deepEqual(await claim(store), []);
    assert.equal((await viewOf(store, held.id)).state, 'sent');
  }),
  promised('leaves a settled letter as it is when it is proved, and an unknown one alone', async (store) => {
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    await settle(store, held, { state: 'dead', reason: 'may have arrived' });
    const before = await views(store);
    await store.outside.advance(MINUTE);
    await proveDelivered(store, held);
    await proveDelivered(store, { id: '987654321' as LetterId });
    assert.deepEqual(await views(store), before);
  }),
];
