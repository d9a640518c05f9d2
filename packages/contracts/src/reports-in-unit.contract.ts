import assert from 'node:assert/strict';
import type { Reportable, TokenDigest, User } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';
import { digestText, HOUR, SECOND } from './sample-rows.ts';
import { addUser, consume, issue, liveOf, turn } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

function find(store: StoreUnderTest, digest: TokenDigest): Promise<Reportable | null> {
  return store.units.run((unit) => unit.reports.find(digest));
}

async function allow(store: StoreUnderTest, user: User, seed: string): Promise<TokenDigest> {
  const digest = digestText(seed);
  await store.units.run((unit) => unit.reports.allow([{ digest, userKey: user.key, lifeMs: HOUR }]));
  return digest;
}

/** As a report does it: hold, then use. */
function use(store: StoreUnderTest, user: User, digest: TokenDigest): Promise<boolean> {
  return store.units.run(async (unit) => {
    await unit.users.hold({ key: user.key });
    await turn();
    return unit.reports.use(digest);
  });
}

/** What every `ReportsInUnit` keeps. */
export const reportsInUnitContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'ReportsInUnit',
  promises: [
    promised('finds whose account a token speaks for, live or over', async (store) => {
      const user = await addUser(store);
      const found = { userKey: user.key, source: 'link' };
      const { digest: live } = await issue(store, user, 'live');
      assert.deepEqual(await find(store, live), found);
      const { digest: superseded } = await issue(store, user, 'superseded');
      const { digest: expired } = await issue(store, user, 'expired', { lifeMs: SECOND, keepNewest: 1 });
      await store.outside.advance(2 * SECOND);
      const { digest: consumed } = await issue(store, user, 'consumed');
      assert.equal(await consume(store, user, consumed), true);
      const { digest: revoked } = await issue(store, user, 'revoked');
      await store.units.run((unit) => unit.tokens.revokeAllOf(user.key));
      await store.units.run((unit) => unit.tokens.withdraw([superseded, expired, consumed, revoked]));
      for (const digest of [live, superseded, expired, consumed, revoked]) {
        assert.deepEqual(await find(store, digest), found);
      }
    }),
    promised('finds whose account a notice speaks for', async (store) => {
      const [jane, john] = [await addUser(store), await addUser(store, { username: 'john.doe' })];
      const digests = ['1', '2'].map(digestText) as [TokenDigest, TokenDigest];
      const allowed = [jane, john].map(({ key: userKey }, at) => ({
        digest: digests[at] as TokenDigest,
        userKey,
        lifeMs: HOUR,
      }));
      await store.units.run((unit) => unit.reports.allow(allowed));
      assert.deepEqual(await find(store, digests[0]), { userKey: jane.key, source: 'notice' });
      assert.deepEqual(await find(store, digests[1]), { userKey: john.key, source: 'notice' });
      await store.units.run((unit) => unit.reports.allow([]));
    }),
    promised('makes no token of a notice', async (store) => {
      const user = await addUser(store);
      const digest = await allow(store, user, 'notice');
      assert.equal(await store.tokens.inspect(digest), null);
      assert.equal(await consume(store, user, digest), false);
      assert.equal(await store.units.run((unit) => unit.tokens.revokeAllOf(user.key)), 0);
      const { digest: token } = await issue(store, user, 'token', { keepNewest: 1 });
      await allow(store, user, 'newer notice');
      assert.notEqual(await store.tokens.inspect(token), null);
    }),
    promised('answers null for what is unknown, withdrawn or purged', async (store) => {
      const user = await addUser(store);
      assert.equal(await find(store, digestText('unknown')), null);
      const { digest } = await issue(store, user, 'withdrawn');
      await store.units.run((unit) => unit.tokens.withdraw([digest]));
      assert.equal(await find(store, digest), null);
      assert.equal(await use(store, user, digest), false);
      const notice = await allow(store, user, 'purged');
      await store.outside.advance(2 * HOUR);
      await store.housekeeping.purge('tokens', { olderThanMs: SECOND, limit: 100 });
      assert.equal(await find(store, notice), null);
    }),
    promised('lets exactly one of eight callers use a digest, and finds it no more', async (store) => {
      const user = await addUser(store);
      const { digest } = await issue(store, user, 'token');
      for (const wanted of [digest, await allow(store, user, 'notice')]) {
        const won = await Promise.all(Array.from({ length: 8 }, () => use(store, user, wanted)));
        assert.equal(won.filter(Boolean).length, 1);
        assert.equal(await find(store, wanted), null);
      }
      assert.equal(await use(store, user, digestText('unknown')), false);
    }),
    promised('leaves the token as it is when its report is used', async (store) => {
      const user = await addUser(store);
      const { digest } = await issue(store, user, 'token');
      assert.equal(await use(store, user, digest), true);
      assert.deepEqual(await liveOf(store, ['token']), ['token']);
    }),
    promised('takes back with its unit what was allowed and used', async (store) => {
      const user = await addUser(store);
      const { digest } = await issue(store, user, 'token');
      const broken = store.units.run(async (unit) => {
        await unit.reports.allow([{ digest: digestText('notice'), userKey: user.key, lifeMs: HOUR }]);
        await unit.reports.use(digest);
        throw new Error('broken');
      });
      await assert.rejects(broken, /broken/);
      assert.equal(await find(store, digestText('notice')), null);
      assert.notEqual(await find(store, digest), null);
    }),
  ],
};
