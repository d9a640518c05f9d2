import assert from 'node:assert/strict';
import type { Claim, LetterId, User, UserKey } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { HOUR, LEASE_MS, later, MINUTE, notice } from '../sample-rows.ts';
import { addUser, claim, claimOne, post, postNotice, postpone, settle, startHandOver, views } from '../store-steps.ts';
import type { StorePromise, StoreUnderTest } from '../store-under-test.ts';

const NONE = '0' as LetterId;

async function count(store: StoreUnderTest, user: User, except = NONE, windowMs = HOUR): Promise<number> {
  const counts = await store.units.run((unit) => unit.letters.handedOverWithin([user.key], windowMs, [except]));
  return counts.get(user.key) ?? 0;
}

/** A letter of this user whose hand-over has begun. */
async function handOver(store: StoreUnderTest, user: User): Promise<Claim> {
  await post(store, user.username);
  const held = await claimOne(store);
  assert.equal(await startHandOver(store, held, user), 'ours');
  return held;
}

export const handOverPromises: readonly StorePromise[] = [
  promised(
    'counts a reset letter from the start of its hand-over, while it is held and once it is sent',
    async (store) => {
      const user = await addUser(store);
      await post(store, user.username);
      const held = await claimOne(store);
      assert.equal(await count(store, user), 0);
      assert.equal(await startHandOver(store, held, user), 'ours');
      assert.equal(await count(store, user), 1);
      await settle(store, held, { state: 'sent' });
      assert.equal(await count(store, user), 1);
    },
  ),
  promised('counts the letters of one user, except one, and each once', async (store) => {
    const user = await addUser(store);
    const other = await addUser(store, { username: 'john.doe' });
    for (let sent = 0; sent < 2; sent += 1) await settle(store, await handOver(store, user), { state: 'sent' });
    await settle(store, await handOver(store, other), { state: 'sent' });
    const held = await handOver(store, user);
    await startHandOver(store, held, user);
    assert.deepEqual([await count(store, user), await count(store, user, held.id)], [3, 2]);
    assert.equal(await count(store, other), 1);
  }),
  promised('counts for several users at once, each of them alone', async (store) => {
    const people = [];
    for (const username of ['a', 'b', 'c']) people.push(await addUser(store, { username }));
    const [a, b, c] = people as [User, User, User];
    const first = await handOver(store, a);
    await settle(store, first, { state: 'sent' });
    await settle(store, await handOver(store, a), { state: 'sent' });
    await settle(store, await handOver(store, b), { state: 'sent' });
    const keys = [a.key, b.key, c.key];
    const among = (users: readonly UserKey[], except: readonly LetterId[]) =>
      store.units.run((unit) => unit.letters.handedOverWithin(users, HOUR, except));
    assert.deepEqual(await among(keys, [first.id]), new Map([a.key, b.key].map((key) => [key, 1])));
    assert.deepEqual(await among(keys.slice(1), []), new Map([[b.key, 1]]));
    assert.deepEqual(await among([], []), new Map());
  }),
  promised('starts and settles several letters in one write, and answers those that are still held', async (store) => {
    const user = await addUser(store);
    for (const name of ['a', 'b', 'c', 'd']) await post(store, name);
    const [a, b, c, d] = (await claim(store)) as [Claim, Claim, Claim, Claim];
    await settle(store, b, { state: 'sent' });
    const starts = [a, b, c, d].map((held) => ({ claim: held, userKey: user.key }));
    const started = await store.units.run((unit) => unit.letters.startHandOvers(starts));
    assert.deepEqual([...started].sort(), [a.id, c.id, d.id].sort());
    const settled = await store.units.run((unit) =>
      unit.letters.settle([
        { claim: a, fate: { state: 'sent' } },
        { claim: b, fate: { state: 'dead', reason: 'too late' } },
        { claim: c, fate: { state: 'pending', ...later({ doubt: true, error: '451 wait' }) } },
        { claim: d, fate: { state: 'released' } },
      ]),
    );
    assert.deepEqual([...settled].sort(), [a.id, c.id, d.id].sort());
    assert.deepEqual(
      (await views(store)).map(({ state, attempts, lastError }) => [state, attempts, lastError]),
      [
        ['sent', 1, null],
        ['sent', 1, null],
        ['pending', 1, '451 wait'],
        ['pending', 0, null],
      ],
    );
    assert.equal(await count(store, user), 2, 'the mail that was sent and the one in doubt');
    assert.deepEqual(await store.units.run((unit) => unit.letters.settle([])), []);
    assert.deepEqual(await store.units.run((unit) => unit.letters.startHandOvers([])), []);
  }),
  promised('counts inside a window that ends now', async (store) => {
    const user = await addUser(store);
    await settle(store, await handOver(store, user), { state: 'sent' });
    await store.outside.advance(30 * MINUTE);
    assert.deepEqual([await count(store, user), await count(store, user, NONE, 20 * MINUTE)], [1, 0]);
    await store.outside.advance(31 * MINUTE);
    assert.equal(await count(store, user), 0);
  }),
  promised('counts the hand-over where it began, not where the letter was asked for', async (store) => {
    const user = await addUser(store);
    await post(store, user.username);
    await store.outside.advance(2 * HOUR);
    await startHandOver(store, await claimOne(store), user);
    assert.equal(await count(store, user), 1);
  }),
  promised('counts a hand-over that a courier did not survive', async (store) => {
    const user = await addUser(store);
    await handOver(store, user);
    await store.outside.advance(LEASE_MS);
    await claimOne(store);
    assert.equal(await count(store, user), 1);
  }),
  promised('counts what may have arrived, and forgets what certainly did not', async (store) => {
    const user = await addUser(store);
    const held = await handOver(store, user);
    await postpone(store, held, later({ doubt: true }));
    assert.equal(await count(store, user), 1);
    await store.outside.advance(MINUTE);
    const again = await claimOne(store);
    await startHandOver(store, again, user);
    await settle(store, again, { state: 'dead', reason: 'may have arrived' });
    assert.equal(await count(store, user), 1);

    await postpone(store, await handOver(store, user), later());
    assert.equal(await count(store, user, held.id), 0);
    await store.outside.advance(MINUTE);
    const refused = await claimOne(store);
    await startHandOver(store, refused, user);
    await settle(store, refused, { state: 'dead', reason: '550 no such user' });
    assert.equal(await count(store, user, held.id), 0);
  }),
  promised('never counts a notice', async (store) => {
    const user = await addUser(store);
    await postNotice(store, notice(user));
    const held = await claimOne(store);
    assert.equal(await startHandOver(store, held, user), 'ours');
    await settle(store, held, { state: 'sent' });
    assert.equal(await count(store, user), 0);
  }),
  promised('starts no hand-over with a stale fence or on a settled letter', async (store) => {
    const user = await addUser(store);
    await post(store, user.username);
    const stale = await claimOne(store);
    await store.outside.advance(LEASE_MS);
    const held = await claimOne(store);
    const before = await views(store);
    assert.equal(await startHandOver(store, stale, user), 'lost');
    assert.deepEqual([await views(store), await count(store, user)], [before, 0]);
    await settle(store, held, { state: 'skipped', reason: 'limit' });
    assert.equal(await startHandOver(store, held, user), 'lost');
    assert.equal(await count(store, user), 0);
  }),
];
