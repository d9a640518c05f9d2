import assert from 'node:assert/strict';
import { CLAIM_ALARM_STANDS_MS } from '@rekey/domain/ports';
import { type Contract, promised } from './contract.ts';
import { CLAIM_WISH, LEASE_MS, later, MINUTE } from './sample-rows.ts';
import { claim, claimOne, post, postpone, retry, settle } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

const NO_RELAY = later({ delayMs: MINUTE, error: 'connect ECONNREFUSED', blame: 'channel' });

/** Stores may round, and their clocks may run on. */
function assertAbout(actualMs: number | undefined, expectedMs: number): void {
  assert.ok(
    actualMs !== undefined && Math.abs(actualMs - expectedMs) < MINUTE / 3,
    `${actualMs} is about ${expectedMs}`,
  );
}

async function failing(store: StoreUnderTest, name: string): Promise<void> {
  await post(store, name);
  await postpone(store, await claimOne(store), NO_RELAY);
}

const down = async (store: StoreUnderTest) => (await store.backlog.look()).channelDown;

/** What every `Backlog` keeps. */
export const backlogContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'Backlog',
  promises: [
    promised('finds nothing wrong where nothing waits', async (store) => {
      assert.deepEqual(await store.backlog.look(), {
        channelDown: null,
        overdueMs: 0,
        waiting: 0,
        claimsFailForMs: null,
      });
    }),
    promised(
      'says for how long the relay has been down, from the first failure, with its last words',
      async (store) => {
        await failing(store, 'jane.doe');
        await store.outside.advance(10 * MINUTE);
        const words = 'connect ETIMEDOUT';
        await postpone(store, await claimOne(store), { ...NO_RELAY, error: words });
        await store.outside.advance(MINUTE / 2);
        const view = await down(store);
        assert.equal(view?.reason, words);
        assertAbout(view?.forMs, 10.5 * MINUTE);
      },
    ),
    promised('calls the relay usable once a letter was sent, whatever else failed before', async (store) => {
      await failing(store, 'jane.doe');
      await store.outside.advance(MINUTE / 2);
      await post(store, 'john.doe');
      const other = await claimOne(store);
      await store.outside.advance(MINUTE / 4);
      await settle(store, other, { state: 'sent' });
      assert.equal(await down(store), null);
    }),
    promised('counts a new outage from its own beginning', async (store) => {
      await failing(store, 'jane.doe');
      await post(store, 'john.doe');
      await store.outside.advance(30 * MINUTE);
      const [jane, john] = [...(await claim(store))].sort((one, another) => Number(one.id) - Number(another.id));
      assert.ok(jane && john);
      await settle(store, john, { state: 'sent' });
      await store.outside.advance(2 * MINUTE);
      await store.outside.advance(LEASE_MS);
      await postpone(store, await claimOne(store), NO_RELAY);
      await store.outside.advance(2 * MINUTE);
      assertAbout((await down(store))?.forMs, 5 * MINUTE);
    }),
    promised('hears nothing about the relay from a letter that fails by itself', async (store) => {
      await failing(store, 'jane.doe');
      await store.outside.advance(MINUTE);
      await postpone(store, await claimOne(store), later());
      assert.equal(await down(store), null);
    }),
    promised(
      'hears nothing about the relay from a letter that made room for others, and gives its attempt back',
      async (store) => {
        await post(store, 'jane.doe');
        await postpone(store, await claimOne(store), later({ delayMs: MINUTE, blame: 'nobody' }));
        assert.equal(await down(store), null);
        await store.outside.advance(MINUTE);
        assert.equal((await claimOne(store)).attempts, 1);
      },
    ),
    promised('says for how long a letter has waited for a courier', async (store) => {
      await post(store, 'jane.doe');
      await store.outside.advance(7 * MINUTE);
      await post(store, 'john.doe');
      assertAbout((await store.backlog.look()).overdueMs, 7 * MINUTE);
    }),
    promised('lets no letter wait that is held, not yet due, or settled', async (store) => {
      for (const name of ['held', 'postponed', 'sent']) await post(store, name);
      const [, postponed, sent] = await claim(store, { leaseMs: 10 * MINUTE });
      assert.ok(postponed && sent);
      await postpone(store, postponed, later({ delayMs: 10 * MINUTE }));
      await settle(store, sent, { state: 'sent' });
      await store.outside.advance(5 * MINUTE);
      assert.equal((await store.backlog.look()).overdueMs, 0);
    }),
    promised('hears nothing about the relay from a letter that was buried, also once it is revived', async (store) => {
      await failing(store, 'jane.doe');
      await store.outside.advance(CLAIM_WISH.ageCapMs.reset + MINUTE);
      const [buried] = (await store.letters.claim(CLAIM_WISH)).buried;
      assert.equal(await down(store), null);
      assert.equal((await retry(store, buried?.id ?? assert.fail('nothing was buried'))).kind, 'due');
      assert.equal(await down(store), null);
    }),
    promised('says how many letters are due and wait for a courier', async (store) => {
      for (const name of ['held', 'postponed', 'waiting', 'waiting too']) await post(store, name);
      const [, postponed] = await claim(store, { limit: 2 });
      await postpone(store, postponed ?? assert.fail('two are claimed'), later({ delayMs: 10 * MINUTE }));
      assert.equal((await store.backlog.look()).waiting, 2);
    }),
    promised('counts letters by state, and one that is held as pending', async (store) => {
      assert.deepEqual(await store.backlog.count(), { pending: 0, sent: 0, skipped: 0, dead: 0 });
      for (const name of ['sent', 'skipped', 'dead', 'held', 'waiting']) await post(store, name);
      const [sent, skipped, dead, held] = await claim(store, { limit: 4 });
      assert.ok(sent && skipped && dead && held);
      await settle(store, sent, { state: 'sent' });
      await settle(store, skipped, { state: 'skipped', reason: 'limit' });
      await settle(store, dead, { state: 'dead', reason: 'no' });
      assert.deepEqual(await store.backlog.count(), { pending: 2, sent: 1, skipped: 1, dead: 1 });
    }),
    promised('shows the alarm of a courier that fails to claim, and for how long it has failed', async (store) => {
      await store.backlog.raiseClaimAlarm(2 * MINUTE);
      await store.outside.advance(MINUTE / 2);
      assertAbout((await store.backlog.look()).claimsFailForMs ?? 0, 2.5 * MINUTE);
    }),
    promised('forgets the alarm once the courier claims again', async (store) => {
      await store.backlog.raiseClaimAlarm(MINUTE);
      await store.backlog.endClaimAlarm();
      assert.equal((await store.backlog.look()).claimsFailForMs, null);
    }),
    promised('forgets the alarm of a courier that says nothing more', async (store) => {
      await store.backlog.raiseClaimAlarm(MINUTE);
      await store.outside.advance(CLAIM_ALARM_STANDS_MS);
      assert.equal((await store.backlog.look()).claimsFailForMs, null);
    }),
  ],
};
