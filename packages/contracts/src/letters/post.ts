import assert from 'node:assert/strict';
import { promised } from '../contract.ts';
import { servedAndRefused } from '../crowd.ts';
import { notice, request } from '../sample-rows.ts';
import { addUser, assertNear, claimOne, post, postNotice, settle, views } from '../store-steps.ts';
import type { StorePromise } from '../store-under-test.ts';

export const postPromises: readonly StorePromise[] = [
  promised('keeps a request as one pending row that a courier gets as it was asked', async (store) => {
    const asked = request(' Jane.Dœ \u{1F511}\u212A', '2001:db8::1');
    assert.equal(await store.letters.post(asked), 'posted');
    const { requestedAt, dueAt, id, ...view } = (await views(store))[0] ?? assert.fail('nothing listed');
    const unsettled = { state: 'pending', reason: null, attempts: 0, sentAt: null, lastError: null };
    assert.deepEqual(view, { kind: 'reset', username: asked.submittedName, ...unsettled });
    assertNear(requestedAt, await store.outside.now());
    assertNear(dueAt, requestedAt);
    const held = await claimOne(store);
    assert.deepEqual([held.id, held.letter, held.doubts, held.requestedAt], [id, asked, 0, requestedAt]);
  }),
  promised('keeps a request for a name that nobody has like any other', async (store) => {
    await addUser(store);
    for (const name of ['jane.doe', 'nobody', 'jane.doe']) await post(store, name);
    const rows = (await views(store)).map(({ username, state, dueAt }) => [username, state, dueAt !== null]);
    assert.deepEqual(rows, [
      ['jane.doe', 'pending', true],
      ['nobody', 'pending', true],
      ['jane.doe', 'pending', true],
    ]);
  }),
  promised(
    'touches no other row: an earlier letter of the same name stays as it is, waiting or held',
    async (store) => {
      await post(store, 'jane.doe');
      const waiting = await views(store);
      await post(store, 'jane.doe');
      assert.deepEqual((await views(store)).slice(0, 1), waiting);
      await claimOne(store);
      const held = (await views(store)).slice(0, 1);
      await post(store, 'jane.doe');
      assert.deepEqual((await views(store)).slice(0, 1), held);
    },
  ),
  promised('keeps one row each of forty requests made at once', async (store) => {
    const names = Array.from({ length: 40 }, (_, index) => `user ${index}`);
    const answers = await Promise.all(names.map((name) => store.letters.post(request(name))));
    assert.deepEqual(new Set(answers), new Set(['posted']));
    assert.deepEqual((await views(store)).map(({ username }) => username).sort(), [...names].sort());
  }),
  promised(
    'answers full and keeps nothing when as many letters are pending as it may hold, until one is settled',
    async (store) => {
      for (const name of ['a', 'b', 'c']) await post(store, name);
      assert.equal(await store.letters.post(request('d')), 'full');
      assert.equal((await views(store)).length, 3);
      const held = await claimOne(store, { limit: 1 });
      assert.equal(await store.letters.post(request('d')), 'full', 'a letter that is held is pending');
      await settle(store, held, { state: 'sent' });
      await post(store, 'd');
      assert.equal(await store.letters.post(request('e')), 'full');
    },
    { maxPendingLetters: 3 },
  ),
  promised(
    'holds no more than it may when forty ask at once',
    async (store) => {
      const names = Array.from({ length: 40 }, (_, index) => `user ${index}`);
      const answers = await Promise.all(names.map((name) => store.letters.post(request(name))));
      assert.equal(answers.filter((answer) => answer === 'posted').length, 3);
      assert.equal((await views(store)).length, 3);
    },
    { maxPendingLetters: 3 },
  ),
  promised(
    'refuses requests of which too many wait with Overloaded, keeps none of them, and takes the next',
    async (store) => {
      const names = Array.from({ length: 40 }, (_, index) => `user ${index}`);
      const { served } = await servedAndRefused(names.map((name) => store.letters.post(request(name))));
      assert.deepEqual(new Set(served), new Set(['posted']), 'a crowd does not make a box full');
      assert.equal((await views(store)).length, served.length);
      await post(store, 'the next');
    },
    { maxWaitingPosts: 2 },
  ),
  promised(
    'takes the notice of a changed password although it is full',
    async (store) => {
      await post(store, 'a');
      await postNotice(store, notice(await addUser(store)));
      assert.equal((await views(store)).length, 2);
    },
    { maxPendingLetters: 1 },
  ),
];

/** What a unit does with the notices that it posts. */
export const noticePromises: readonly StorePromise[] = [
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
];
