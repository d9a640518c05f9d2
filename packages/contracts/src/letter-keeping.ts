import assert from 'node:assert/strict';
import type { LetterFilter, LetterId, LetterView } from '@rekey/domain';
import { promised } from './contract.ts';
import { CLAIM_WISH, MINUTE, notice } from './sample-rows.ts';
import { addUser, claim, claimOne, post, postNotice, settle, viewOf, views } from './store-steps.ts';
import type { StorePromise } from './store-under-test.ts';

const DEAD = { state: 'dead', reason: '550 no such user' } as const;

const namesOf = (listed: readonly LetterView[]) => listed.map(({ username }) => username);

/** What an operator does to letters. */
export const letterKeeping: readonly StorePromise[] = [
  promised('makes a dead letter due now with a fresh age and no attempts behind it', async (store) => {
    await post(store, 'jane.doe');
    const { requestedAt } = await claimOne(store);
    await store.outside.advance(CLAIM_WISH.ageCapMs.reset + MINUTE);
    const [id] = (await store.letters.claim(CLAIM_WISH)).buried;
    assert.ok(id);
    assert.equal(await store.letters.retry(id), 'due');
    const { state, dueAt } = await viewOf(store, id);
    assert.ok(state === 'pending' && dueAt !== null);
    await store.outside.advance(CLAIM_WISH.ageCapMs.reset - MINUTE);
    const again = await claimOne(store);
    assert.deepEqual([again.id, again.requestedAt], [id, requestedAt]);
    assert.deepEqual([again.attempts, again.doubts], [1, 0]);
  }),
  promised('hands a retried notice out with the address it was posted with', async (store) => {
    const letter = notice(await addUser(store), 'before@example.com');
    await postNotice(store, letter);
    const { id } = await claimOne(store);
    await store.outside.advance(CLAIM_WISH.ageCapMs.notice + MINUTE);
    assert.deepEqual((await store.letters.claim(CLAIM_WISH)).buried, [id]);
    await store.letters.retry(id);
    const held = await claimOne(store);
    assert.deepEqual(held.letter, letter);
    await settle(store, held, DEAD);
    await store.letters.retry(id);
    assert.deepEqual((await claimOne(store)).letter, letter);
  }),
  promised(
    'retries no letter that is pending, held, sent or skipped, and none that it does not know',
    async (store) => {
      for (const name of ['a', 'b', 'c']) await post(store, name);
      const [waiting] = await views(store);
      assert.equal(await store.letters.retry(waiting?.id ?? ('' as LetterId)), 'not-dead');
      const [held, sent, skipped] = await claim(store);
      assert.ok(held && sent && skipped);
      await settle(store, sent, { state: 'sent' });
      await settle(store, skipped, { state: 'skipped', reason: 'no mailbox' });
      const before = await views(store);
      for (const { id } of [held, sent, skipped]) assert.equal(await store.letters.retry(id), 'not-dead');
      assert.equal(await store.letters.retry('987654321' as LetterId), 'unknown');
      assert.deepEqual(await views(store), before);
    },
  ),
  promised('lists newest first, at most limit', async (store) => {
    for (const name of ['a', 'b', 'c']) {
      await post(store, name);
      await store.outside.advance(MINUTE);
    }
    assert.deepEqual(namesOf(await store.letters.list({ limit: 10 })), ['c', 'b', 'a']);
    assert.deepEqual(namesOf(await store.letters.list({ limit: 2 })), ['c', 'b']);
  }),
  promised('lists by state and by name, alone and together', async (store) => {
    const user = await addUser(store, { username: 'b' });
    for (const name of ['a', 'b']) await post(store, name);
    const [a, b] = await claim(store);
    assert.ok(a && b);
    await settle(store, a, DEAD);
    await settle(store, b, DEAD);
    await postNotice(store, notice(user));
    const of = async (filter: LetterFilter) =>
      (await store.letters.list(filter)).map(({ username, kind, state }) => `${username} ${kind} ${state}`);
    assert.deepEqual(await of({ limit: 10, state: 'dead' }), ['b reset dead', 'a reset dead']);
    assert.deepEqual(await of({ limit: 10, state: 'pending' }), ['b notice pending']);
    assert.deepEqual(await of({ limit: 10, username: 'b' }), ['b notice pending', 'b reset dead']);
    assert.deepEqual(await of({ limit: 10, username: 'b', state: 'dead' }), ['b reset dead']);
    assert.deepEqual(await of({ limit: 10, state: 'sent' }), []);
    assert.deepEqual(await of({ limit: 10, username: 'c' }), []);
  }),
  promised('lists under a name the requests of every spelling that folds with it', async (store) => {
    await post(store, ' Jane.Doe');
    assert.deepEqual(namesOf(await store.letters.list({ limit: 10, username: 'jane.doe' })), [' Jane.Doe']);
  }),
  promised('shows no address and no fence in a list', async (store) => {
    await post(store, 'jane.doe');
    await postNotice(store, notice(await addUser(store), 'secret.mailbox@example.com'));
    await claim(store);
    const listed = await store.letters.list({ limit: 10 });
    assert.ok(!/secret\.mailbox|192\.0\.2\.1|fence/i.test(JSON.stringify(listed)));
  }),
];
