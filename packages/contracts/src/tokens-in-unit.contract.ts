import assert from 'node:assert/strict';
import type { Revision, User } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';
import { oneWinner } from './one-winner.ts';
import { digestText, MINUTE, SECOND } from './sample-rows.ts';
import { addUser, consume, issue, liveOf } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

/** What every `TokensInUnit` keeps. */
export const tokensInUnitContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'TokensInUnit',
  promises: [
    promised(
      'supersedes the oldest live tokens of the user, so that keepNewest live, the new one included',
      async (store) => {
        const user = await addUser(store);
        const seeds = ['1', '2', '3', '4', '5'];
        for (const seed of seeds) await issue(store, user, seed, { keepNewest: 3 });
        assert.deepEqual(await liveOf(store, seeds), ['3', '4', '5']);
        await issue(store, user, '6', { keepNewest: 1 });
        assert.deepEqual(await liveOf(store, [...seeds, '6']), ['6']);
      },
    ),
    promised('counts only live tokens of the same user when it supersedes', async (store) => {
      const user = await addUser(store);
      const other = await addUser(store, { username: 'john.doe' });
      await issue(store, other, "other's");
      await issue(store, user, 'old');
      await issue(store, user, 'expired', { lifeMs: SECOND });
      const { digest } = await issue(store, user, 'withdrawn');
      await store.units.run((unit) => unit.tokens.withdraw([digest]));
      await store.outside.advance(SECOND);
      await issue(store, user, 'new', { keepNewest: 2 });
      assert.deepEqual(await liveOf(store, ["other's", 'old', 'new']), ["other's", 'old', 'new']);
    }),
    promised('issues tokens of several users at once, and supersedes for each of them alone', async (store) => {
      const jane = await addUser(store);
      const john = await addUser(store, { username: 'john.doe' });
      for (const seed of ['1', '2', '3']) await issue(store, jane, seed);
      await issue(store, john, '4');
      const token = (user: User, seed: string) => {
        const { key: userKey, revision } = user;
        return { digest: digestText(seed), userKey, revision, letterId: null, lifeMs: MINUTE };
      };
      await store.units.run(async ({ users, tokens }) => {
        await users.holdNamed(['jane.doe', 'john.doe']);
        await tokens.issue([token(jane, '5'), token(john, '6'), token(jane, '7')], 3);
        await tokens.issue([], 3);
      });
      assert.deepEqual(await liveOf(store, ['1', '2', '3', '4', '5', '6', '7']), ['3', '4', '5', '6', '7']);
    }),
    promised('shows inside a unit what the unit did', async (store) => {
      const user = await addUser(store);
      const record = { userKey: user.key, revision: user.revision, letterId: null };
      const digest = digestText('own');
      const seen = await store.units.run(async ({ users, tokens }) => {
        await users.hold({ key: user.key });
        await tokens.issue([{ ...record, digest, lifeMs: SECOND * 60 }], 3);
        const fresh = await tokens.inspect(digest);
        const consumed = await tokens.consume(digest, user.revision);
        return [fresh, consumed, await tokens.inspect(digest)];
      });
      assert.deepEqual(seen, [record, true, null]);
    }),
    promised('consumes a live token once', async (store) => {
      const user = await addUser(store);
      const { digest } = await issue(store, user, 'once');
      assert.deepEqual([await consume(store, user, digest), await consume(store, user, digest)], [true, false]);
    }),
    promised('consumes nothing for another revision, and leaves the token as it is', async (store) => {
      const user = await addUser(store);
      const { digest } = await issue(store, user, 'bound');
      const revision = `${user.revision}x` as Revision;
      assert.equal(await consume(store, { ...user, revision }, digest), false);
      assert.equal(await consume(store, user, digest), true);
    }),
    promised('consumes no unknown, expired, withdrawn or revoked token', async (store) => {
      const user = await addUser(store);
      const expired = await issue(store, user, 'expired', { lifeMs: SECOND });
      const withdrawn = await issue(store, user, 'withdrawn');
      const revoked = await issue(store, user, 'revoked');
      await store.outside.advance(SECOND);
      await store.units.run((unit) => unit.tokens.withdraw([withdrawn.digest]));
      await store.units.run((unit) => unit.tokens.revokeAllOf(user.key));
      for (const digest of [digestText('unknown'), expired.digest, withdrawn.digest, revoked.digest]) {
        assert.equal(await consume(store, user, digest), false);
      }
    }),
    promised('consumes one token and no sibling of it', async (store) => {
      const user = await addUser(store);
      const { digest } = await issue(store, user, 'consumed');
      await issue(store, user, 'sibling');
      await consume(store, user, digest);
      assert.deepEqual(await liveOf(store, ['consumed', 'sibling']), ['sibling']);
    }),
    promised('withdraws one token, and lets a dead or unknown one be', async (store) => {
      const user = await addUser(store);
      const { digest } = await issue(store, user, 'dead');
      await issue(store, user, 'sibling');
      await consume(store, user, digest);
      for (const each of [digest, digestText('unknown'), digest]) {
        await store.units.run((unit) => unit.tokens.withdraw([each]));
      }
      assert.deepEqual(await liveOf(store, ['dead', 'sibling']), ['sibling']);
      await issue(store, user, 'another');
      await store.units.run((unit) => unit.tokens.withdraw([]));
      assert.deepEqual(await liveOf(store, ['sibling', 'another']), ['sibling', 'another']);
      await store.units.run((unit) => unit.tokens.withdraw([digest, digestText('sibling'), digestText('another')]));
      assert.deepEqual(await liveOf(store, ['sibling', 'another']), []);
    }),
    promised('revokes the live tokens of one user and answers how many', async (store) => {
      const user = await addUser(store);
      const other = await addUser(store, { username: 'john.doe' });
      await consume(store, user, (await issue(store, user, 'dead')).digest);
      await issue(store, user, 'expired', { lifeMs: SECOND });
      for (const seed of ['1', '2']) await issue(store, user, seed);
      await issue(store, other, "other's");
      await store.outside.advance(SECOND);
      assert.equal(await store.units.run((unit) => unit.tokens.revokeAllOf(user.key)), 2);
      assert.equal(await store.units.run((unit) => unit.tokens.revokeAllOf(user.key)), 0);
      assert.deepEqual(await liveOf(store, ['1', '2', "other's"]), ["other's"]);
    }),
    promised('revokes the live tokens of everybody and answers how many', async (store) => {
      const user = await addUser(store);
      const other = await addUser(store, { username: 'john.doe' });
      for (const seed of ['1', '2']) await issue(store, user, seed);
      await issue(store, other, '3');
      await store.outside.removeUser(other.key);
      assert.equal(await store.units.run((unit) => unit.tokens.revokeAll()), 3);
      assert.deepEqual(await liveOf(store, ['1', '2', '3']), []);
      assert.equal(await store.units.run((unit) => unit.tokens.revokeAll()), 0);
    }),
    ...oneWinner,
  ],
};
