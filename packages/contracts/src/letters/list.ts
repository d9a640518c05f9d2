import assert from 'node:assert/strict';
import type { LetterFilter, LetterView } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { MINUTE, notice } from '../sample-rows.ts';
import { addUser, claim, post, postNotice, settle } from '../store-steps.ts';
import type { StorePromise } from '../store-under-test.ts';

const DEAD = { state: 'dead', reason: '550 no such user' } as const;

const namesOf = (listed: readonly LetterView[]) => listed.map(({ username }) => username);

/** What an operator sees of letters. */
export const listPromises: readonly StorePromise[] = [
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
  promised('lists what was asked within a time, whatever has become of it', async (store) => {
    for (const name of ['old and dead', 'old']) await post(store, name);
    const [first] = await claim(store, { limit: 1 });
    await settle(store, first ?? assert.fail('one is claimed'), DEAD);
    await store.outside.advance(3 * MINUTE);
    await post(store, 'young');
    const of = async (filter: Partial<LetterFilter>) => namesOf(await store.letters.list({ limit: 10, ...filter }));
    assert.deepEqual(await of({ askedWithinMs: 2 * MINUTE }), ['young']);
    assert.deepEqual(await of({ askedWithinMs: 2 * MINUTE, state: 'dead' }), []);
    assert.deepEqual(await of({ askedWithinMs: 2 * MINUTE, username: 'old' }), []);
    assert.deepEqual(await of({ askedWithinMs: 60 * MINUTE }), ['young', 'old', 'old and dead']);
  }),
  promised('shows no address and no fence in a list', async (store) => {
    await post(store, 'jane.doe');
    await postNotice(store, notice(await addUser(store), 'secret.mailbox@example.com'));
    await claim(store);
    const listed = await store.letters.list({ limit: 10 });
    assert.ok(!/secret\.mailbox|192\.0\.2\.1|fence/i.test(JSON.stringify(listed)));
  }),
];
