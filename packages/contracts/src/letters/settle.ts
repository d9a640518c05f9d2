import assert from 'node:assert/strict';
import type { LetterEnd } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { LEASE_MS, later, MINUTE, notice } from '../sample-rows.ts';
import {
  addUser,
  assertNear,
  claimOne,
  issue,
  liveOf,
  post,
  postNotice,
  postpone,
  release,
  settle,
  takenOver,
  viewOf,
} from '../store-steps.ts';
import type { StorePromise } from '../store-under-test.ts';

const SENT = { state: 'sent' } as const;
const MAILBOX = 'secret.mailbox@example.com';

export const settlePromises: readonly StorePromise[] = [
  promised('settles a letter as sent, skipped or dead, with reason and time', async (store) => {
    const reached: readonly LetterEnd[] = [
      SENT,
      { state: 'skipped', reason: 'unknown user' },
      { state: 'dead', reason: '550 5.1.1 no such user' },
    ];
    for (const end of reached) {
      await post(store, end.state);
      const held = await claimOne(store);
      await store.outside.advance(MINUTE / 2);
      assert.equal(await settle(store, held, end), 'ours');
      const { state, reason, dueAt, sentAt } = await viewOf(store, held.id);
      assert.deepEqual([state, reason, dueAt], [end.state, 'reason' in end ? end.reason : null, null]);
      if (end.state === 'sent') assertNear(sentAt, await store.outside.now());
      else assert.equal(sentAt, null);
    }
  }),
  promised('withdraws the token of a courier whose lease was lost: that is never fenced', async (store) => {
    const user = await addUser(store);
    const { stale } = await takenOver(store);
    const { digest } = await issue(store, user, 'undelivered', { letterId: stale.id });
    const settled = await store.units.run(async (unit) => {
      await unit.tokens.withdraw([digest]);
      return unit.letters.settle([{ claim: stale, fate: { state: 'pending', ...later() } }]);
    });
    assert.deepEqual(settled, []);
    assert.deepEqual(await liveOf(store, ['undelivered']), []);
  }),
  promised(
    'postpones a letter: free, due after the delay, the error in view, the doubt and the attempt counted',
    async (store) => {
      await post(store, 'jane.doe');
      const first = await claimOne(store);
      assert.equal(await postpone(store, first, later({ doubt: true, error: '451 wait', delayMs: MINUTE })), 'ours');
      const { state, attempts, lastError, dueAt } = await viewOf(store, first.id);
      assert.deepEqual([state, attempts, lastError], ['pending', 1, '451 wait']);
      assertNear(dueAt, ((await store.outside.now()) + MINUTE) as NonNullable<typeof dueAt>);
      await store.outside.advance(MINUTE);
      const { attempts: second, doubts } = await claimOne(store);
      assert.deepEqual([second, doubts], [2, 1]);
    },
  ),
  promised(
    'gives the attempt back where the channel was at fault, and frees the letter before its lease would have ended',
    async (store) => {
      await post(store, 'jane.doe');
      const first = await claimOne(store);
      await postpone(store, first, later({ blame: 'channel' }));
      assert.equal((await viewOf(store, first.id)).attempts, 0);
      await store.outside.advance(LEASE_MS / 2);
      const { attempts, doubts, fence } = await claimOne(store);
      assert.deepEqual([attempts, doubts], [1, 0]);
      assert.ok(fence > first.fence);
    },
  ),
  promised('gives a released letter back at once, its attempt included', async (store) => {
    await post(store, 'jane.doe');
    const first = await claimOne(store);
    await release(store, first);
    assert.equal((await viewOf(store, first.id)).attempts, 0);
    const second = await claimOne(store);
    assert.deepEqual([second.id, second.attempts], [first.id, 1]);
    assert.ok(second.fence > first.fence);
  }),
  promised('erases the address of a notice that is sent or skipped', async (store) => {
    const user = await addUser(store);
    const ends: readonly LetterEnd[] = [SENT, { state: 'skipped', reason: 'disabled' }];
    for (const end of ends) {
      await postNotice(store, notice(user, MAILBOX));
      const held = await claimOne(store);
      assert.ok((await store.outside.readAtRest()).includes(MAILBOX));
      await settle(store, held, end);
      assert.ok(!(await store.outside.readAtRest()).includes(MAILBOX), end.state);
    }
  }),
];
