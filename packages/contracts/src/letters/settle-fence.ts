import assert from 'node:assert/strict';
import type { Claim } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { LEASE_MS, later, MINUTE } from '../sample-rows.ts';
import { claim, claimOne, post, postpone, release, retry, settle, takenOver, viewOf, views } from '../store-steps.ts';
import type { StorePromise, StoreUnderTest } from '../store-under-test.ts';

const SENT = { state: 'sent' } as const;

/** Who may no longer write about a letter. */
export const fencePromises: readonly StorePromise[] = [
  promised('answers lost to a stale fence, and changes nothing', async (store) => {
    const { stale, held } = await takenOver(store);
    const before = await views(store);
    assert.equal(await settle(store, stale, SENT), 'lost');
    assert.equal(await settle(store, stale, { state: 'dead', reason: 'stale' }), 'lost');
    assert.equal(await postpone(store, stale, later({ doubt: true })), 'lost');
    assert.deepEqual(await views(store), before);
    assert.deepEqual(await claim(store), []);
    assert.equal(await settle(store, held, SENT), 'ours');
  }),
  promised('answers lost to the holder of a letter that is no longer pending', async (store) => {
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    await settle(store, held, SENT);
    const before = await views(store);
    assert.equal(await settle(store, held, { state: 'dead', reason: 'late' }), 'lost');
    assert.equal(await postpone(store, held, later()), 'lost');
    assert.deepEqual(await views(store), before);
  }),
  promised('answers lost to whoever gave a letter back, or held it before it was revived', async (store) => {
    const givingBack = [release, (_: StoreUnderTest, held: Claim) => postpone(store, held, later())];
    for (const giveBack of givingBack) {
      await post(store, 'jane.doe');
      const held = await claimOne(store);
      await giveBack(store, held);
      const before = await views(store);
      assert.equal(await settle(store, held, SENT), 'lost');
      assert.deepEqual(await views(store), before);
      await store.outside.advance(MINUTE);
      await settle(store, await claimOne(store), SENT);
    }
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    await settle(store, held, { state: 'dead', reason: '550 no such user' });
    assert.equal((await retry(store, held.id)).kind, 'due');
    assert.equal(await settle(store, held, SENT), 'lost');
    assert.equal((await claimOne(store)).id, held.id);
  }),
  promised('lets exactly one of eight settlements of one claim through', async (store) => {
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    const answers = await Promise.all(Array.from({ length: 8 }, () => settle(store, held, SENT)));
    assert.equal(answers.filter((answer) => answer === 'ours').length, 1);
  }),
  promised('does nothing for a release with a stale fence', async (store) => {
    await post(store, 'jane.doe');
    const stale = await claimOne(store);
    await store.outside.advance(LEASE_MS);
    const held = await claimOne(store);
    const before = await views(store);
    await release(store, stale);
    assert.deepEqual(await views(store), before);
    assert.deepEqual(await claim(store), []);
    await settle(store, held, { state: 'sent' });
    await release(store, held);
    assert.equal((await viewOf(store, held.id)).state, 'sent');
  }),
];
