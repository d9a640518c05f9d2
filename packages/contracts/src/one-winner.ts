import assert from 'node:assert/strict';
import type { TokenDigest, User } from '@rekey/domain/values';
import { promised } from './contract.ts';
import { addUser, issue, liveOf, turn } from './store-steps.ts';
import type { StorePromise, StoreUnderTest } from './store-under-test.ts';

const SEEDS = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;

/** One caller of set-password, as far as tokens go: hold, look, consume, kill the siblings. */
function use(store: StoreUnderTest, user: User, digest: TokenDigest): Promise<boolean> {
  return store.units.run(async (unit) => {
    await unit.users.hold({ key: user.key });
    await unit.tokens.inspect(digest);
    await turn();
    const won = await unit.tokens.consume(digest, user.revision);
    await turn();
    if (won) await unit.tokens.revokeAllOf(user.key);
    return won;
  });
}

/** What an attacker with many connections tries first: to be served twice. */
export const oneWinner: readonly StorePromise[] = [
  promised('lets exactly one of eight callers consume a token', async (store) => {
    const user = await addUser(store);
    const { digest } = await issue(store, user, 'wanted');
    const won = await Promise.all(SEEDS.map(() => use(store, user, digest)));
    assert.equal(won.filter(Boolean).length, 1);
    assert.deepEqual(await liveOf(store, ['wanted']), []);
  }),
  promised('lets exactly one of eight callers with sibling tokens win', async (store) => {
    const user = await addUser(store);
    const issued = [];
    for (const seed of SEEDS) issued.push(await issue(store, user, seed));
    const won = await Promise.all(issued.map(({ digest }) => use(store, user, digest)));
    assert.equal(won.filter(Boolean).length, 1);
    assert.deepEqual(await liveOf(store, SEEDS), []);
  }),
  promised('leaves at most keepNewest live tokens to a user for whom eight are issued at once', async (store) => {
    const user = await addUser(store);
    await Promise.all(SEEDS.map((seed) => issue(store, user, seed, { keepNewest: 3 })));
    assert.equal((await liveOf(store, SEEDS)).length, 3);
  }),
];
