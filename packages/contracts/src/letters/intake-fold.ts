import assert from 'node:assert/strict';
import { promised } from '../contract.ts';
import { CLAIM_WISH, LEASE_MS, later, MINUTE, notice, SECOND } from '../sample-rows.ts';
import {
  addUser,
  assertNear,
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
import type { StorePromise, StoreUnderTest } from '../store-under-test.ts';

/** State and reason of every letter, oldest first. */
async function ends(store: StoreUnderTest): Promise<readonly string[]> {
  return (await views(store)).map(({ state, reason }) => (state === 'skipped' ? `skipped: ${reason}` : state));
}

export const foldPromises: readonly StorePromise[] = [
  promised('claims the oldest reset letter of a name and folds the others', async (store) => {
    for (const name of ['jane.doe', 'jane.doe', 'jane.doe', 'john.doe']) await post(store, name);
    const claimed = await claim(store);
    const names = claimed.map(({ letter }) => (letter.kind === 'reset' ? letter.submittedName : ''));
    assert.deepEqual([...names].sort(), ['jane.doe', 'john.doe']);
    assert.deepEqual(await ends(store), ['pending', 'skipped: folded', 'skipped: folded', 'pending']);
    assert.deepEqual((await views(store))[1]?.dueAt, null);
  }),
  promised(
    'folds no other spelling of a name: it may be somebody else, or nobody, and would swallow a request',
    async (store) => {
      const spellings = ['JANE.DOE', 'jane.doe', ' jane.doe', 'ｊａｎｅ.doe'];
      for (const name of spellings) await post(store, name);
      assert.equal((await claim(store)).length, spellings.length);
      assert.deepEqual(
        await ends(store),
        spellings.map(() => 'pending'),
      );
    },
  ),
  promised('takes over the latest request time of what it folds', async (store) => {
    const started = await store.outside.now();
    await post(store, 'jane.doe');
    await store.outside.advance(5 * MINUTE);
    await post(store, 'jane.doe');
    await store.outside.advance(5 * MINUTE);
    const held = await claimOne(store);
    assertNear(held.requestedAt, started);
    assertNear(held.askedAt, (started + 5 * MINUTE) as typeof started);
    await store.outside.advance(LEASE_MS);
    assert.equal((await claimOne(store)).askedAt, held.askedAt);
  }),
  promised('counts the age of a letter from the latest request it answers', async (store) => {
    const cap = CLAIM_WISH.ageCapMs.reset;
    await post(store, 'jane.doe');
    await store.outside.advance(cap - 10 * MINUTE);
    await post(store, 'jane.doe');
    await claimOne(store);
    await store.outside.advance(20 * MINUTE);
    const { claimed, buried } = await store.letters.claim(CLAIM_WISH);
    assert.deepEqual([claimed.length, buried], [1, []]);
    await store.outside.advance(cap);
    assert.equal((await store.letters.claim({ ...CLAIM_WISH, suspects: true })).buried.length, 1);
  }),
  promised('keeps a request that comes while the oldest is held as a letter of its own', async (store) => {
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    await post(store, 'jane.doe');
    assert.deepEqual(await claim(store), []);
    assert.deepEqual(await ends(store), ['pending', 'pending']);
    await settle(store, held, { state: 'sent' });
    await store.outside.advance(SECOND);
    const next = await claimOne(store);
    assert.notEqual(next.id, held.id);
    assert.deepEqual(await ends(store), ['sent', 'pending']);
  }),
  promised(
    'folds a request at once into one of its name that is postponed, which stays due as before',
    async (store) => {
      await post(store, 'jane.doe');
      const held = await claimOne(store);
      await postpone(store, held, later({ delayMs: 5 * MINUTE }));
      await store.outside.advance(2 * MINUTE);
      const { dueAt } = await viewOf(store, held.id);
      await post(store, 'jane.doe');
      const askedAt = await store.outside.now();
      assert.deepEqual(await claim(store), []);
      assert.deepEqual(await ends(store), ['pending', 'skipped: folded']);
      assert.equal((await viewOf(store, held.id)).dueAt, dueAt);
      await store.outside.advance(3 * MINUTE);
      const again = await claimOne(store);
      assert.equal(again.id, held.id);
      assertNear(again.askedAt, askedAt);
    },
  ),
  promised('folds also where it may claim nothing', async (store) => {
    for (let index = 0; index < 3; index += 1) await post(store, 'jane.doe');
    const { claimed, folded } = await store.letters.claim({ ...CLAIM_WISH, limit: 0 });
    assert.deepEqual([claimed.length, folded.length], [0, 2]);
    assert.deepEqual(await ends(store), ['pending', 'skipped: folded', 'skipped: folded']);
    await claimOne(store);
  }),
  promised('keeps one letter for all requests that come while a courier holds the name\u2019s', async (store) => {
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    for (let index = 0; index < 3; index += 1) {
      await post(store, 'jane.doe');
      assert.deepEqual(await claim(store), []);
    }
    assert.deepEqual(await ends(store), ['pending', 'pending', 'skipped: folded', 'skipped: folded']);
    await settle(store, held, { state: 'sent' });
    await store.outside.advance(SECOND);
    await claimOne(store);
  }),
  promised('folds what waits when the oldest comes back from a courier that died', async (store) => {
    await post(store, 'jane.doe');
    const { id } = await claimOne(store);
    await post(store, 'jane.doe');
    await store.outside.advance(LEASE_MS);
    assert.equal((await claimOne(store)).id, id);
    assert.deepEqual(await ends(store), ['pending', 'skipped: folded']);
  }),
  promised('names what it folded', async (store) => {
    for (let index = 0; index < 3; index += 1) await post(store, 'jane.doe');
    const [oldest, ...others] = await views(store);
    const { claimed, folded } = await store.letters.claim(CLAIM_WISH);
    assert.deepEqual(idsOf(claimed), [oldest?.id]);
    const first = claimed[0]?.letter;
    const expected = others.map(({ id, requestedAt }) => ({ id, letter: first, requestedAt }));
    assert.deepEqual(new Set(folded), new Set(expected));
  }),
  promised('folds no letter that somebody holds', async (store) => {
    await post(store, 'jane.doe');
    const oldest = await claimOne(store);
    await settle(store, oldest, { state: 'dead', reason: '550 no such user' });
    await post(store, 'jane.doe');
    const held = await claimOne(store);
    await retry(store, oldest.id);
    await claim(store);
    assert.equal((await viewOf(store, held.id)).state, 'pending');
    assert.equal(await settle(store, held, { state: 'sent' }), 'ours');
  }),
  promised('claims one of forty requests for a name though eight couriers claim at once', async (store) => {
    for (let index = 0; index < 40; index += 1) await post(store, 'jane.doe');
    const rounds = await Promise.all(Array.from({ length: 8 }, () => claim(store)));
    assert.equal(rounds.flat().length, 1);
    const [oldest, ...others] = await ends(store);
    assert.equal(oldest, 'pending');
    assert.deepEqual(new Set(others), new Set(['skipped: folded']));
  }),
  promised('folds no notice: each is claimed, whatever else waits under its name', async (store) => {
    const user = await addUser(store);
    await postNotice(store, notice(user, 'before@example.com'));
    await post(store, user.username);
    await postNotice(store, notice(user, 'after@example.com'));
    const claimed = await claim(store);
    const kinds = claimed.map(({ letter }) => (letter.kind === 'notice' ? letter.to : letter.kind));
    assert.deepEqual([...kinds].sort(), ['after@example.com', 'before@example.com', 'reset']);
    assert.deepEqual(await ends(store), ['pending', 'pending', 'pending']);
  }),
];
