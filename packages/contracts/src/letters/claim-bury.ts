import assert from 'node:assert/strict';
import { TOO_OLD } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { CLAIM_WISH, HOUR, LEASE_MS, MINUTE, notice, SECOND } from '../sample-rows.ts';
import { addUser, claim, claimOne, idsOf, post, postNotice, release, settle, views } from '../store-steps.ts';
import type { StorePromise } from '../store-under-test.ts';

const SUSPECTS = { ...CLAIM_WISH, suspects: true };
const FOUR_HOURS = CLAIM_WISH.ageCapMs.reset;

/** What becomes of letters that are too old to be sent. */
export const buryPromises: readonly StorePromise[] = [
  promised('buries a letter asked for longer ago than the cap of its kind, and names it', async (store) => {
    const user = await addUser(store);
    await post(store, 'jane.doe');
    await postNotice(store, notice(user));
    await store.outside.advance(FOUR_HOURS - MINUTE);
    const early = await claim(store);
    assert.equal(early.length, 2);
    for (const held of early) await release(store, held);
    await store.outside.advance(2 * MINUTE);
    const { claimed, buried } = await store.letters.claim(CLAIM_WISH);
    assert.deepEqual(
      claimed.map(({ letter }) => letter.kind),
      ['notice'],
    );
    const [reset] = (await views(store)).filter(({ kind }) => kind === 'reset');
    assert.deepEqual(idsOf(buried), [reset?.id]);
    assert.deepEqual([reset?.state, reset?.dueAt, reset?.sentAt], ['dead', null, null]);
    assert.equal(reset?.reason, TOO_OLD);
    await store.outside.advance(24 * HOUR);
    assert.equal((await store.letters.claim(CLAIM_WISH)).buried.length, 1);
  }),
  promised('buries a letter that kills every courier that takes it', async (store) => {
    await post(store, 'poison');
    const claims = async () => [await store.letters.claim(CLAIM_WISH), await store.letters.claim(SUSPECTS)];
    for (let attempts = 1; attempts <= 4; attempts += 1) {
      assert.deepEqual(
        (await claims()).flatMap(({ claimed }) => claimed.map((each) => each.attempts)),
        [attempts],
      );
      await store.outside.advance(FOUR_HOURS / 4 + SECOND);
    }
    assert.equal((await claims()).flatMap(({ buried }) => buried).length, 1);
  }),
  promised('buries no letter that somebody holds, and writes for the holder afterwards', async (store) => {
    await post(store, 'jane.doe');
    await store.outside.advance(FOUR_HOURS - LEASE_MS / 2);
    const held = await claimOne(store);
    await store.outside.advance(LEASE_MS * 0.75);
    assert.deepEqual(await store.letters.claim(CLAIM_WISH), { claimed: [], buried: [], folded: [] });
    assert.equal(await settle(store, held, { state: 'sent' }), 'ours');
  }),
  promised('serves a young request although an older one of its name is buried', async (store) => {
    await post(store, 'jane.doe');
    await store.outside.advance(FOUR_HOURS + MINUTE);
    await post(store, 'jane.doe');
    const first = await claim(store);
    const second = await claim(store);
    const [old, young] = await views(store);
    assert.deepEqual(
      [...first, ...second].map(({ id }) => id),
      [young?.id],
    );
    assert.equal(old?.state, 'dead');
  }),
];
