import assert from 'node:assert/strict';
import { promised } from './contract.ts';
import { hashText, userRow } from './sample-rows.ts';
import { addUser, userOf } from './store-steps.ts';
import type { StorePromise, UserRow } from './store-under-test.ts';

const BINDING: readonly Partial<UserRow>[] = [
  { email: 'jane@example.org' },
  { email: 'Jane@example.org' },
  { email: '' },
  { email: null },
  { passwordHash: hashText('the second') },
  { passwordHash: null },
];

const NOT_BINDING: readonly Partial<UserRow>[] = [
  { username: 'jane.roe' },
  { firstName: 'Janet', lastName: null },
  { externallyManaged: true },
  { enabled: false },
];

export const revisions: readonly StorePromise[] = [
  promised('changes the revision with every change of e-mail or password hash, by any hand', async (store) => {
    const { key, revision } = await addUser(store);
    const seen = new Set([revision]);
    for (const change of BINDING) {
      await store.outside.changeUser(key, change);
      seen.add((await userOf(store, key)).revision);
    }
    assert.equal(seen.size, 1 + BINDING.length);
  }),
  promised('keeps the revision through every other change', async (store) => {
    const { key, revision } = await addUser(store);
    for (const change of NOT_BINDING) {
      await store.outside.changeUser(key, change);
      assert.equal((await userOf(store, key)).revision, revision, JSON.stringify(change));
    }
  }),
  promised('gives a row that was changed back the revision it had', async (store) => {
    const { key, revision } = await addUser(store);
    await store.outside.changeUser(key, { email: 'jane@example.org' });
    await store.outside.changeUser(key, userRow());
    assert.equal((await userOf(store, key)).revision, revision);
  }),
  promised('lets no e-mail imitate another e-mail with another hash', async (store) => {
    const { key } = await addUser(store, { email: 'a@x', passwordHash: hashText('1') });
    const { revision } = await userOf(store, key);
    const hash = hashText('1');
    const shifted = { email: `a@x${hash.slice(0, 4)}`, passwordHash: hash.slice(4) as typeof hash };
    await store.outside.changeUser(key, shifted);
    assert.notEqual((await userOf(store, key)).revision, revision);
  }),
  promised('gives two users with the same e-mail and hash different revisions', async (store) => {
    const jane = await addUser(store);
    const twin = await addUser(store, { username: 'john.doe' });
    assert.notEqual(jane.revision, twin.revision);
  }),
  promised('answers the same user through the directory and through a hold', async (store) => {
    const user = await addUser(store);
    const { key, username } = user;
    const byKey = await store.units.run((unit) => unit.users.hold({ key }));
    const byName = await store.units.run((unit) => unit.users.hold({ name: username }));
    assert.deepEqual([byKey, byName], [user, user]);
  }),
];
