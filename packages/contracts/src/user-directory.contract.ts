import assert from 'node:assert/strict';
import { type Contract, promised } from './contract.ts';
import { servedAndRefused } from './crowd.ts';
import { exactNames } from './exact-names.ts';
import { revisions } from './revisions.ts';
import { hashText } from './sample-rows.ts';
import { addUser, userOf } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

/** What every `UserDirectory` keeps. */
export const userDirectoryContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'UserDirectory',
  promises: [
    promised('finds a user by name and by key, as the host application stored it', async (store) => {
      const row = { email: 'Not Quite <an@address>', firstName: '', lastName: null, enabled: false, locale: 'de_AT' };
      const { key } = await addUser(store, { ...row, externallyManaged: true });
      const user = await store.directory.findByName('jane.doe');
      const { revision, ...rest } = user ?? assert.fail('nobody found');
      assert.deepEqual(rest, { key, username: 'jane.doe', ...row, externallyManaged: true });
      assert.notEqual(revision, '');
      assert.deepEqual(await store.directory.findByKey(key), user);
    }),
    promised('answers null for a name and a key that nobody has', async (store) => {
      const { key } = await addUser(store);
      await store.outside.removeUser(key);
      assert.equal(await store.directory.findByName('jane.doe'), null);
      assert.equal(await store.directory.findByKey(key), null);
    }),
    promised('sees every change committed before the look-up began', async (store) => {
      const { key } = await addUser(store);
      await store.outside.changeUser(key, { username: 'jane.roe', email: null, enabled: false });
      assert.equal(await store.directory.findByName('jane.doe'), null);
      const { email, enabled, revision } = await userOf(store, key);
      assert.deepEqual({ email, enabled }, { email: null, enabled: false });
      const written = await store.units.run(async (unit) => {
        const held = await unit.users.hold({ key });
        return held && unit.users.replacePassword(held, hashText('the second'));
      });
      assert.notEqual(written, revision);
      assert.equal((await userOf(store, key)).revision, written);
    }),
    promised(
      'refuses look-ups that are too many with Overloaded, never with an answer, and finds users again afterwards',
      async (store) => {
        const user = await addUser(store);
        const asked = Array.from({ length: 40 }, () => store.directory.findByName('jane.doe'));
        const { served } = await servedAndRefused(asked);
        assert.ok(served.length > 0, 'not all are refused');
        for (const found of served) assert.deepEqual(found, user);
        assert.deepEqual(await store.directory.findByName('jane.doe'), user);
      },
      { maxWaitingLookUps: 2 },
    ),
    promised('gives a reused name a key of its own', async (store) => {
      const { key } = await addUser(store);
      await store.outside.removeUser(key);
      const next = await addUser(store);
      assert.notEqual(next.key, key);
    }),
    promised('shows no stored hash', async (store) => {
      const passwordHash = hashText('the first');
      const user = await addUser(store, { passwordHash });
      assert.ok(!JSON.stringify(user).includes(passwordHash));
    }),
    ...exactNames,
    ...revisions,
  ],
};
