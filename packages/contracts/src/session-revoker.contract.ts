import assert from 'node:assert/strict';
import type { User } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';
import { addUser } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

function revoke(store: StoreUnderTest, user: User): Promise<number> {
  return store.units.run(async ({ users, sessions }) => {
    await users.hold({ key: user.key });
    return sessions.revokeAllOf(user);
  });
}

/** A user who is signed in so often. */
async function signedIn(store: StoreUnderTest, username: string, times: number): Promise<User> {
  const user = await addUser(store, { username });
  for (let session = 0; session < times; session += 1) await store.outside.signIn(user);
  assert.equal(await store.outside.sessionsOf(user), times);
  return user;
}

/** What every `SessionRevoker` keeps that has sessions to end. */
export const sessionRevokerContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'SessionRevoker',
  promises: [
    promised('ends every session of the user, and answers how many', async (store) => {
      const jane = await signedIn(store, 'jane.doe', 3);
      assert.equal(await revoke(store, jane), 3);
      assert.equal(await store.outside.sessionsOf(jane), 0);
    }),
    promised("ends nobody else's session", async (store) => {
      const jane = await signedIn(store, 'jane.doe', 1);
      const others = [await signedIn(store, 'john.doe', 2), await signedIn(store, 'Jane.Doe', 1)];
      await revoke(store, jane);
      const left = await Promise.all(others.map((other) => store.outside.sessionsOf(other)));
      assert.deepEqual(left, [2, 1]);
    }),
    promised('ends none where there is none, or where all have ended', async (store) => {
      assert.equal(await revoke(store, await signedIn(store, 'john.doe', 0)), 0);
      const jane = await signedIn(store, 'jane.doe', 1);
      assert.deepEqual([await revoke(store, jane), await revoke(store, jane)], [1, 0]);
    }),
    promised('lets a session begin anew after it ended the old ones', async (store) => {
      const jane = await signedIn(store, 'jane.doe', 1);
      await revoke(store, jane);
      await store.outside.signIn(jane);
      assert.equal(await store.outside.sessionsOf(jane), 1);
    }),
    promised('lets sessions live whose unit rolls back', async (store) => {
      const jane = await signedIn(store, 'jane.doe', 2);
      const failing = store.units.run(async ({ users, sessions }) => {
        await users.hold({ key: jane.key });
        await sessions.revokeAllOf(jane);
        throw new Error('the password was not changed');
      });
      await assert.rejects(failing);
      assert.equal(await store.outside.sessionsOf(jane), 2);
    }),
  ],
};
