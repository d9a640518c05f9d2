import assert from 'node:assert/strict';
import { type Contract, promised } from './contract.ts';
import { digestText, SECOND } from './sample-rows.ts';
import { addUser, claimOne, consume, issue, liveOf, post } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

/** What every `ResetTokenStore` keeps. */
export const resetTokenStoreContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'ResetTokenStore',
  promises: [
    promised('answers the record of a live token, with its letter or without', async (store) => {
      const user = await addUser(store);
      await post(store, user.username);
      const { id } = await claimOne(store);
      const mailed = await issue(store, user, 'mailed', { letterId: id });
      const handed = await issue(store, user, 'handed over by an operator');
      assert.deepEqual(await store.tokens.inspect(mailed.digest), { ...mailed.record, letterId: id });
      assert.deepEqual(await store.tokens.inspect(handed.digest), { ...handed.record, letterId: null });
    }),
    promised('answers null for unknown, consumed, withdrawn, revoked, superseded and expired alike', async (store) => {
      const user = await addUser(store);
      const jack = await addUser(store, { username: 'jack' });
      const joan = await addUser(store, { username: 'joan' });
      await consume(store, user, (await issue(store, user, 'consumed')).digest);
      const { digest } = await issue(store, user, 'withdrawn');
      await store.units.run((unit) => unit.tokens.withdraw([digest]));
      await issue(store, jack, 'revoked');
      await store.units.run((unit) => unit.tokens.revokeAllOf(jack.key));
      await issue(store, joan, 'superseded');
      await issue(store, joan, 'newer', { keepNewest: 1 });
      await issue(store, user, 'expired', { lifeMs: SECOND });
      await store.outside.advance(SECOND);
      const dead = ['unknown', 'consumed', 'withdrawn', 'revoked', 'superseded', 'expired'];
      assert.deepEqual(await liveOf(store, [...dead, 'newer']), ['newer']);
    }),
    promised('keeps a token alive until its life is over, that instant excluded', async (store) => {
      await issue(store, await addUser(store), 'short', { lifeMs: 60 * SECOND });
      await store.outside.advance(30 * SECOND);
      assert.deepEqual(await liveOf(store, ['short']), ['short']);
      await store.outside.advance(30 * SECOND);
      assert.deepEqual(await liveOf(store, ['short']), []);
    }),
    promised('changes nothing by inspecting', async (store) => {
      const user = await addUser(store);
      const { digest, record } = await issue(store, user, 'looked at');
      await Promise.all([1, 2, 3].map(() => store.tokens.inspect(digest)));
      assert.deepEqual(await store.tokens.inspect(digest), record);
      assert.equal(await consume(store, user, digest), true);
    }),
    promised('matches a digest exactly', async (store) => {
      const { digest } = await issue(store, await addUser(store), 'exact');
      for (const other of [digest.toUpperCase(), `${digest} `, digest.slice(0, -1), '%', '', digestText('other')]) {
        assert.equal(await store.tokens.inspect(other as typeof digest), null, other);
      }
    }),
    promised('keeps a token through a rename, and gives none to whoever takes the name next', async (store) => {
      const user = await addUser(store);
      const { digest } = await issue(store, user, 'kept');
      await store.outside.changeUser(user.key, { username: 'jane.roe' });
      assert.equal((await store.tokens.inspect(digest))?.userKey, user.key);
      await store.outside.removeUser(user.key);
      const next = await addUser(store, { username: 'jane.roe' });
      assert.notEqual((await store.tokens.inspect(digest))?.userKey, next.key);
    }),
  ],
};
