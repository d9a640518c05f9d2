import assert from 'node:assert/strict';
import type { LetterId } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { CLAIM_WISH, later, MINUTE, notice } from '../sample-rows.ts';
import {
  addUser,
  claim,
  claimOne,
  idsOf,
  post,
  postNotice,
  postpone,
  retry,
  settle,
  viewOf,
  views,
} from '../store-steps.ts';
import type { StorePromise } from '../store-under-test.ts';

const DEAD = { state: 'dead', reason: '550 no such user' } as const;

/** A dead letter gets a new life from an operator. */
export const retryPromises: readonly StorePromise[] = [
  promised('makes a dead letter due now with a fresh age and no attempts behind it', async (store) => {
    await post(store, 'jane.doe');
    const { letter, requestedAt } = await claimOne(store);
    await store.outside.advance(CLAIM_WISH.ageCapMs.reset + MINUTE);
    const [id] = idsOf((await store.letters.claim(CLAIM_WISH)).buried);
    assert.ok(id);
    assert.deepEqual(await retry(store, id), { kind: 'due', letter: { id, letter, requestedAt } });
    const { state, dueAt } = await viewOf(store, id);
    assert.ok(state === 'pending' && dueAt !== null);
    await store.outside.advance(CLAIM_WISH.ageCapMs.reset - MINUTE);
    const again = await claimOne(store);
    assert.deepEqual([again.id, again.requestedAt], [id, requestedAt]);
    assert.deepEqual([again.attempts, again.doubts], [1, 0]);
  }),
  promised('leaves no doubt behind a letter that died of doubts', async (store) => {
    await post(store, 'jane.doe');
    await postpone(store, await claimOne(store), later({ doubt: true }));
    await store.outside.advance(MINUTE);
    const held = await claimOne(store);
    assert.equal(held.doubts, 1);
    await settle(store, held, DEAD);
    await retry(store, held.id);
    assert.equal((await claimOne(store)).doubts, 0);
  }),
  promised('hands a retried notice out with the address it was posted with', async (store) => {
    const letter = notice(await addUser(store), 'before@example.com');
    await postNotice(store, letter);
    const { id } = await claimOne(store);
    await store.outside.advance(CLAIM_WISH.ageCapMs.notice + MINUTE);
    const { requestedAt } = await viewOf(store, id);
    assert.deepEqual((await store.letters.claim(CLAIM_WISH)).buried, [{ id, letter, requestedAt }]);
    await retry(store, id);
    const held = await claimOne(store);
    assert.deepEqual(held.letter, letter);
    await settle(store, held, DEAD);
    await retry(store, id);
    assert.deepEqual((await claimOne(store)).letter, letter);
  }),
  promised(
    'retries no letter that is pending, held, sent or skipped, and none that it does not know',
    async (store) => {
      for (const name of ['a', 'b', 'c']) await post(store, name);
      const [waiting] = await views(store);
      assert.deepEqual(await retry(store, waiting?.id ?? ('' as LetterId)), { kind: 'not-dead' });
      const [held, sent, skipped] = await claim(store);
      assert.ok(held && sent && skipped);
      await settle(store, sent, { state: 'sent' });
      await settle(store, skipped, { state: 'skipped', reason: 'no mailbox' });
      const before = await views(store);
      for (const { id } of [held, sent, skipped]) assert.deepEqual(await retry(store, id), { kind: 'not-dead' });
      assert.deepEqual(await retry(store, '987654321' as LetterId), { kind: 'unknown' });
      assert.deepEqual(await retry(store, 'no number' as LetterId), { kind: 'unknown' });
      assert.deepEqual(await views(store), before);
    },
  ),
];
