import assert from 'node:assert/strict';
import type { Claim } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { HOUR, LEASE_MS, later, MINUTE } from '../sample-rows.ts';
import { claim, claimOne, post, postpone, release, settle, viewOf, views } from '../store-steps.ts';
import type { StorePromise, StoreUnderTest } from '../store-under-test.ts';

const lapsesIn = async (store: StoreUnderTest, limit: number, suspects = false) =>
  (await claim(store, { limit, suspects })).map(({ lapses }) => lapses).sort();

export const claimPromises: readonly StorePromise[] = [
  promised('hands at most limit letters, each pending while it is held', async (store) => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await post(store, name);
    assert.equal((await claim(store, { limit: 3 })).length, 3);
    assert.equal((await claim(store, { limit: 3 })).length, 2);
    assert.deepEqual(await claim(store), []);
    assert.deepEqual(new Set((await views(store)).map(({ state }) => state)), new Set(['pending']));
  }),
  promised('hands each of forty letters to one of eight couriers that claim at once', async (store) => {
    for (let index = 0; index < 40; index += 1) await post(store, `user ${index}`);
    const couriers = Array.from({ length: 8 }, () => claim(store, { limit: 10 }));
    const first = (await Promise.all(couriers)).flat();
    const rest = await claim(store);
    const ids = [...first, ...rest].map(({ id }) => id);
    assert.deepEqual([ids.length, new Set(ids).size], [40, 40]);
  }),
  promised('raises fence and attempts with each claim', async (store) => {
    await post(store, 'jane.doe');
    const first = await claimOne(store);
    await store.outside.advance(LEASE_MS);
    const second = await claimOne(store);
    assert.ok(second.fence > first.fence);
    assert.deepEqual([first.attempts, second.attempts], [1, 2]);
    assert.equal((await viewOf(store, first.id)).attempts, 2);
    assert.equal(second.requestedAt, first.requestedAt);
  }),
  promised('counts the leases of a letter that ran out in a row, and no others', async (store) => {
    for (const name of ['left', 'released', 'postponed']) await post(store, name);
    const [left, ...others] = await claim(store);
    assert.ok(left);
    for (const [index, held] of others.entries())
      await (index === 0 ? release(store, held) : postpone(store, held, later()));
    await store.outside.advance(LEASE_MS);
    const again = await claim(store);
    const lapsesOf = (claims: readonly Claim[]) => claims.map(({ id, lapses }) => [id === left.id, lapses]).sort();
    const untouched = [false, 0];
    assert.deepEqual(lapsesOf(again), [untouched, untouched, [true, 1]]);
    for (const held of again) if (held.id !== left.id) await postpone(store, held, later());
    await store.outside.advance(LEASE_MS);
    const third = [...(await claim(store)), ...(await claim(store, { suspects: true }))];
    assert.deepEqual(lapsesOf(third), [untouched, untouched, [true, 2]]);
    await postpone(store, third.find(({ id }) => id === left.id) as Claim, later());
    await store.outside.advance(MINUTE);
    assert.equal((await claim(store)).find(({ id }) => id === left.id)?.lapses, 0);
  }),
  promised('takes what a courier left behind before what nobody has touched', async (store) => {
    for (const name of ['a', 'b', 'c']) await post(store, name);
    await claim(store);
    for (const name of ['d', 'e', 'f']) await post(store, name);
    await store.outside.advance(LEASE_MS);
    assert.deepEqual(await lapsesIn(store, 2), [1, 1]);
    assert.deepEqual(await lapsesIn(store, 2), [0, 1]);
    assert.deepEqual(await lapsesIn(store, 3), [0, 0]);
  }),
  promised(
    'takes letters that two couriers in a row left behind where they are asked for, and nothing else with them',
    async (store) => {
      for (const name of ['a', 'b', 'c']) await post(store, name);
      for (let couriers = 1; couriers <= 2; couriers += 1) {
        await claim(store);
        await store.outside.advance(LEASE_MS);
      }
      for (const name of ['d', 'e', 'f']) await post(store, name);
      assert.deepEqual(await lapsesIn(store, 2, true), [2, 2]);
      assert.deepEqual(await lapsesIn(store, 50), [0, 0, 0]);
      assert.deepEqual(await lapsesIn(store, 50, true), [2]);
    },
  ),
  promised('counts a due time further ahead than any delay as now', async (store) => {
    for (const name of ['waiting', 'postponed']) await post(store, name);
    const held = (await claim(store)).find(
      ({ letter }) => letter.kind === 'reset' && letter.submittedName === 'postponed',
    );
    assert.ok(held);
    await postpone(store, held, later());
    await store.outside.advance(LEASE_MS);
    await store.outside.advance(-24 * HOUR);
    assert.equal((await claim(store)).length, 2, 'a clock that was set back by a day strands nothing');
    const [next] = (await views(store)).filter(({ state }) => state !== 'pending');
    assert.equal(next, undefined);
  }),
  promised('leaves a letter to its holder until the lease ends', async (store) => {
    await post(store, 'jane.doe');
    const { id } = await claimOne(store);
    await store.outside.advance(LEASE_MS / 2);
    assert.deepEqual(await claim(store), []);
    await store.outside.advance(LEASE_MS / 2);
    assert.equal((await claimOne(store)).id, id);
  }),
  promised('counts a lease that ends later than now plus twice the lease as nobody\u2019s', async (store) => {
    await post(store, 'jane.doe');
    await store.outside.advance(30 * MINUTE);
    const { id } = await claimOne(store);
    await store.outside.advance(-LEASE_MS / 2);
    assert.deepEqual(await claim(store), [], 'a small step back strands nothing');
    await store.outside.advance(-10 * MINUTE);
    assert.equal((await claimOne(store)).id, id);
  }),
  promised('hands a letter out only when it is due', async (store) => {
    await post(store, 'jane.doe');
    await postpone(store, await claimOne(store), later({ delayMs: 2 * MINUTE }));
    await store.outside.advance(MINUTE);
    assert.deepEqual(await claim(store), []);
    await store.outside.advance(MINUTE);
    await claimOne(store);
  }),
  promised('hands out no letter that is settled', async (store) => {
    for (const name of ['a', 'b', 'c']) await post(store, name);
    const [a, b, c] = await claim(store);
    assert.ok(a && b && c);
    await settle(store, a, { state: 'sent' });
    await settle(store, b, { state: 'skipped', reason: 'disabled' });
    await settle(store, c, { state: 'dead', reason: '550 no such user' });
    await store.outside.advance(HOUR);
    assert.deepEqual(await claim(store), []);
  }),
];
