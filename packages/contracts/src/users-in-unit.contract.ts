import assert from 'node:assert/strict';
import type { PasswordHash, Revision, User, UserKey } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';
import { hashText } from './sample-rows.ts';
import { addUser, assertNear, turn, userOf } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest, UserRow } from './store-under-test.ts';

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Replaces what `judged` saw, in a unit that holds the row as it stands. */
function replace(store: StoreUnderTest, judged: User, hash: PasswordHash): Promise<Revision | 'changed-meanwhile'> {
  return store.units.run(async (unit) => {
    await unit.users.hold({ key: judged.key });
    return unit.users.replacePassword(judged, hash);
  });
}

async function hashOf(store: StoreUnderTest, key: UserKey): Promise<PasswordHash | null | undefined> {
  return (await store.outside.readUser(key))?.passwordHash;
}

/** What `change` does between judging and writing must stop the write. */
async function assertStops(store: StoreUnderTest, change: Partial<UserRow>): Promise<void> {
  const judged = await addUser(store, { username: JSON.stringify(change) });
  await store.outside.changeUser(judged.key, change);
  const before = await store.outside.readUser(judged.key);
  assert.equal(await replace(store, judged, hashText('stale')), 'changed-meanwhile');
  assert.deepEqual(await store.outside.readUser(judged.key), before);
}

/** What every `UsersInUnit` keeps. */
export const usersInUnitContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'UsersInUnit',
  promises: [
    promised('holds a user by name and by key, and answers null for nobody', async (store) => {
      const { key } = await addUser(store);
      await store.outside.removeUser(key);
      const user = await addUser(store);
      assert.deepEqual(await store.units.run((unit) => unit.users.hold({ name: 'jane.doe' })), user);
      assert.deepEqual(await store.units.run((unit) => unit.users.hold({ key: user.key })), user);
      assert.equal(await store.units.run((unit) => unit.users.hold({ name: 'Jane.Doe' })), null);
      assert.equal(await store.units.run((unit) => unit.users.hold({ key })), null);
    }),
    promised(
      'holds everybody who is meant by one of the names, and leaves out names that mean nobody',
      async (store) => {
        const jane = await addUser(store);
        const john = await addUser(store, { username: 'john.doe' });
        await addUser(store, { username: 'jim.doe' });
        const names = ['john.doe', 'nobody', 'Jane.Doe', 'jane.doe', 'jane\0.doe', 'jane\ud800'];
        const held = await store.units.run((unit) => unit.users.holdNamed(names));
        assert.deepEqual(
          held,
          new Map([
            ['john.doe', john],
            ['jane.doe', jane],
          ]),
        );
        assert.deepEqual(await store.units.run((unit) => unit.users.holdNamed([])), new Map());
      },
    ),
    promised('lets units that hold the same users, named in any order, run one after another', async (store) => {
      const names = ['a', 'b', 'c', 'd'];
      for (const username of names) await addUser(store, { username });
      const written = await Promise.all(
        EIGHT.map((each) =>
          store.units.run(async ({ users }) => {
            const held = await users.holdNamed(each % 2 === 0 ? names : [...names].reverse());
            await turn();
            const answers = [];
            for (const user of held.values()) answers.push(await users.replacePassword(user, hashText(`unit ${each}`)));
            return answers;
          }),
        ),
      );
      assert.ok(!written.flat().includes('changed-meanwhile'), 'nobody changes a row that another unit holds');
      assert.equal(written.flat().length, EIGHT.length * names.length);
    }),
    promised('answers the newest committed state to a hold', async (store) => {
      const { key } = await addUser(store);
      await store.outside.changeUser(key, { email: 'jane@example.org', enabled: false });
      const held = await store.units.run((unit) => unit.users.hold({ key }));
      assert.deepEqual(held, await userOf(store, key));
      assert.equal(held?.enabled, false);
    }),
    promised(
      'lets units that hold one user run one after another, each on what the one before it wrote',
      async (store) => {
        const { key } = await addUser(store);
        const written = await Promise.all(
          EIGHT.map((each) =>
            store.units.run(async (unit) => {
              const held = await unit.users.hold({ key });
              await turn();
              return held && unit.users.replacePassword(held, hashText(`unit ${each}`));
            }),
          ),
        );
        assert.ok(!written.includes('changed-meanwhile'), 'nobody changes a row that another unit holds');
        assert.equal(new Set(written).size, EIGHT.length);
      },
    ),
    promised('writes the hash and the time of the change, and answers the new revision', async (store) => {
      const judged = await addUser(store);
      await store.outside.advance(86_400_000);
      const revision = await replace(store, judged, hashText('the second'));
      assert.equal((await userOf(store, judged.key)).revision, revision);
      assert.notEqual(revision, judged.revision);
      const row = await store.outside.readUser(judged.key);
      assert.equal(row?.passwordHash, hashText('the second'));
      assertNear(row?.passwordChangedAt ?? null, await store.outside.now());
    }),
    promised('sets a first password where there was none, for a user without e-mail too', async (store) => {
      const judged = await addUser(store, { passwordHash: null, email: null });
      assert.notEqual(await replace(store, judged, hashText('the first')), 'changed-meanwhile');
      assert.equal(await hashOf(store, judged.key), hashText('the first'));
    }),
    promised('writes nothing when e-mail or hash changed since they were judged', async (store) => {
      await assertStops(store, { email: 'intruder@example.net' });
      await assertStops(store, { email: null });
      await assertStops(store, { passwordHash: hashText('by another hand') });
      await assertStops(store, { passwordHash: null });
    }),
    promised('writes nothing when the user is gone', async (store) => {
      const judged = await addUser(store);
      await store.outside.removeUser(judged.key);
      const next = await addUser(store);
      assert.equal(await replace(store, judged, hashText('stale')), 'changed-meanwhile');
      assert.equal(await hashOf(store, next.key), hashText('the first'));
    }),
    promised('writes although name and flags changed: they bind nothing', async (store) => {
      const judged = await addUser(store);
      await store.outside.changeUser(judged.key, { username: 'jane.roe', firstName: null, enabled: false });
      assert.notEqual(await replace(store, judged, hashText('the second')), 'changed-meanwhile');
      assert.equal(await hashOf(store, judged.key), hashText('the second'));
    }),
    promised('changes one user and no other', async (store) => {
      const other = await addUser(store, { username: 'john.doe' });
      const before = await store.outside.readUser(other.key);
      await replace(store, await addUser(store), hashText('the second'));
      assert.deepEqual(await store.outside.readUser(other.key), before);
    }),
    promised('lets exactly one of eight callers replace what all of them judged', async (store) => {
      const judged = await addUser(store);
      const written = await Promise.all(EIGHT.map((each) => replace(store, judged, hashText(`caller ${each}`))));
      assert.equal(written.filter((answer) => answer !== 'changed-meanwhile').length, 1);
    }),
  ],
};
