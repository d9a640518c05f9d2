import assert from 'node:assert/strict';
import type { Kept } from '@rekey/domain/ports';
import { type Contract, promised } from './contract.ts';
import { CLAIM_WISH, digestText, HOUR, later, MINUTE } from './sample-rows.ts';
import {
  addUser,
  claim,
  claimOne,
  consume,
  idsOf,
  issue,
  liveOf,
  post,
  postpone,
  release,
  retry,
  settle,
  startHandOver,
  views,
} from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

const SENT = { state: 'sent' } as const;

const purge = (store: StoreUnderTest, kept: Kept, limit = 100) =>
  store.housekeeping.purge(kept, { olderThanMs: HOUR, limit });

const namesIn = async (store: StoreUnderTest) => (await views(store)).map(({ username }) => username);

async function sent(store: StoreUnderTest, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await post(store, name);
    await settle(store, await claimOne(store), SENT);
    await store.outside.advance(MINUTE);
  }
}

/** What every `Housekeeping` keeps. */
export const housekeepingContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'Housekeeping',
  promises: [
    promised('removes letters that have been settled for longer than the age, and says how many', async (store) => {
      await sent(store, 'old', 'older');
      await store.outside.advance(HOUR);
      await sent(store, 'young');
      assert.equal(await purge(store, 'letters'), 2);
      assert.deepEqual(await namesIn(store), ['young']);
      assert.equal(await purge(store, 'letters'), 0);
    }),
    promised('removes at most limit, the longest over first', async (store) => {
      await sent(store, 'first', 'second', 'third');
      await store.outside.advance(HOUR);
      assert.equal(await purge(store, 'letters', 2), 2);
      assert.deepEqual(await namesIn(store), ['third']);
      assert.equal(await purge(store, 'letters', 2), 1);
    }),
    promised('counts the age of a letter from its end, not from its request', async (store) => {
      await post(store, 'slow');
      await store.outside.advance(2 * HOUR);
      await settle(store, await claimOne(store), SENT);
      assert.equal(await purge(store, 'letters'), 0);
    }),
    promised('leaves whatever is pending, held or not, however old', async (store) => {
      for (const name of ['waiting', 'postponed', 'held']) await post(store, name);
      const [waiting, postponed] = await claim(store);
      assert.ok(waiting && postponed);
      await release(store, waiting);
      await postpone(store, postponed, later());
      await store.outside.advance(100 * HOUR);
      assert.equal(await purge(store, 'letters'), 0);
      assert.equal((await views(store)).length, 3);
    }),
    promised('leaves a dead letter alone that was revived', async (store) => {
      await post(store, 'jane.doe');
      const { id } = await claimOne(store);
      await store.outside.advance(CLAIM_WISH.ageCapMs.reset + MINUTE);
      assert.deepEqual(idsOf((await store.letters.claim(CLAIM_WISH)).buried), [id]);
      await store.outside.advance(2 * HOUR);
      assert.equal((await retry(store, id)).kind, 'due');
      assert.equal(await purge(store, 'letters'), 0);
      assert.equal((await claimOne(store)).id, id);
    }),
    promised('takes nothing that a limit of that window still counts', async (store) => {
      const user = await addUser(store);
      await post(store, user.username);
      const held = await claimOne(store);
      await startHandOver(store, held, user);
      await settle(store, held, SENT);
      await store.outside.advance(HOUR - MINUTE);
      await purge(store, 'letters');
      await post(store, user.username);
      const next = await claimOne(store);
      const count = () => store.units.run((unit) => unit.letters.handedOverWithin([user.key], HOUR, [next.id]));
      assert.deepEqual(await count(), new Map([[user.key, 1]]));
    }),
    promised('removes tokens whose expiry is older than the age, consumed ones too, and no live one', async (store) => {
      const user = await addUser(store);
      const over = await issue(store, user, 'over', { lifeMs: MINUTE });
      const used = await issue(store, user, 'used', { lifeMs: MINUTE });
      assert.equal(await consume(store, user, used.digest), true);
      await issue(store, user, 'live', { lifeMs: 10 * HOUR });
      await store.outside.advance(MINUTE + HOUR - MINUTE / 2);
      await purge(store, 'tokens');
      await store.outside.advance(MINUTE);
      await purge(store, 'tokens');
      const atRest = await store.outside.readAtRest();
      assert.deepEqual([atRest.includes(over.digest), atRest.includes(used.digest)], [false, false]);
      assert.equal(atRest.includes(digestText('live')), true);
      assert.deepEqual(await liveOf(store, ['over', 'live']), ['live']);
    }),
    promised('removes audit events that were recorded longer ago than the age', async (store) => {
      const record = (count: number) =>
        store.units.run((unit) => unit.audit.record([{ kind: 'all-tokens-revoked', count }]));
      await record(1);
      await record(2);
      await store.outside.advance(HOUR + MINUTE);
      await record(3);
      assert.equal(await purge(store, 'audit', 1), 1);
      assert.equal(await purge(store, 'audit', 5), 1);
      assert.deepEqual(
        (await store.outside.readAudit()).map(({ event }) => event),
        [{ kind: 'all-tokens-revoked', count: 3 }],
      );
    }),
    promised('removes each row once though several purge at once', async (store) => {
      await sent(store, ...Array.from({ length: 12 }, (_, index) => `user ${index}`));
      await store.outside.advance(HOUR);
      const rounds = await Promise.all(Array.from({ length: 4 }, () => purge(store, 'letters', 5)));
      const rest = await purge(store, 'letters');
      assert.equal(
        [...rounds, rest].reduce((sum, removed) => sum + removed, 0),
        12,
      );
      assert.deepEqual(await views(store), []);
    }),
  ],
};
