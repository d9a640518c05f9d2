import assert from 'node:assert/strict';
import type { Unit } from '@rekey/domain/ports';
import type { Claim, TokenDigest, User } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';
import { servedAndRefused, whenOneIsRefused } from './crowd.ts';
import { digestText, hashText, LEASE_MS, later, MINUTE, notice } from './sample-rows.ts';
import { addUser, claim, claimOne, issue, post, settle, turn, userOf, views } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

/** More units than a store runs at once. */
const CROWD = 40;

interface Scene {
  readonly user: User;
  readonly held: Claim;
  readonly digest: TokenDigest;
}

async function setScene(store: StoreUnderTest): Promise<Scene> {
  const user = await addUser(store);
  await post(store, user.username);
  const held = await claimOne(store);
  const { digest } = await issue(store, user, 'first', { letterId: held.id });
  return { user, held, digest };
}

/** Touches everything a unit can touch, in the order of the locks. */
async function doEverything(unit: Unit, { user, held, digest }: Scene): Promise<void> {
  await unit.users.hold({ key: user.key });
  assert.equal(await unit.tokens.consume(digest, user.revision), true);
  await unit.users.replacePassword(user, hashText('the second'));
  const { key: userKey, revision, username } = user;
  await unit.tokens.issue([{ digest: digestText('second'), userKey, revision, letterId: null, lifeMs: MINUTE }], 3);
  await unit.sessions.revokeAllOf(user);
  assert.deepEqual(await unit.letters.startHandOvers([{ claim: held, userKey }]), [held.id]);
  await unit.letters.proveDelivered(held.id);
  await unit.letters.post(notice(user));
  await unit.audit.record([{ kind: 'link-issued', userKey, username }]);
}

async function everythingOf(store: StoreUnderTest, { user }: Scene): Promise<readonly unknown[]> {
  const handedOver = await store.units.run((unit) => unit.letters.handedOverWithin([user.key], MINUTE, []));
  return [
    await userOf(store, user.key),
    await store.outside.readUser(user.key),
    await store.tokens.inspect(digestText('first')),
    await store.tokens.inspect(digestText('second')),
    await views(store),
    handedOver,
    await store.outside.readAudit(),
  ];
}

/** What every `UnitOfWork` keeps. */
export const unitOfWorkContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'UnitOfWork',
  promises: [
    promised('answers what the work answered, when all of it is there to see', async (store) => {
      const scene = await setScene(store);
      const before = await everythingOf(store, scene);
      const answer = await store.units.run(async (unit) => {
        await doEverything(unit, scene);
        return { an: 'answer' };
      });
      assert.deepEqual(answer, { an: 'answer' });
      const after = await everythingOf(store, scene);
      for (const [index, part] of after.entries()) assert.notDeepEqual(part, before[index]);
    }),
    promised('leaves nothing of a unit whose work throws, and throws the very same', async (store) => {
      const scene = await setScene(store);
      const before = await everythingOf(store, scene);
      const fault = new Error('in the middle of it');
      const run = store.units.run(async (unit) => {
        await doEverything(unit, scene);
        throw fault;
      });
      await assert.rejects(run, (thrown) => thrown === fault);
      assert.deepEqual(await everythingOf(store, scene), before);
    }),
    promised('leaves the holder of a letter its claim when the unit around a settlement rolls back', async (store) => {
      const { held, user } = await setScene(store);
      const giveUp = async (work: (unit: Unit) => Promise<unknown>) =>
        assert.rejects(
          store.units.run(async (unit) => {
            await work(unit);
            throw new Error('no');
          }),
        );
      await giveUp((unit) => unit.letters.settle([{ claim: held, fate: { state: 'sent' } }]));
      await giveUp((unit) => unit.letters.settle([{ claim: held, fate: { state: 'pending', ...later() } }]));
      await giveUp((unit) => unit.letters.startHandOvers([{ claim: held, userKey: user.key }]));
      assert.deepEqual(await claim(store), []);
      assert.equal(await settle(store, held, { state: 'sent' }), 'ours');
    }),
    promised('throws what is thrown before anything was touched, also when it is no Error', async (store) => {
      await assert.rejects(
        store.units.run(async () => {
          throw 'a string';
        }),
        (thrown) => thrown === 'a string',
      );
    }),
    promised('frees what a unit that threw had held', async (store) => {
      const { user } = await setScene(store);
      const failing = store.units.run(async (unit) => {
        await unit.users.hold({ key: user.key });
        throw new Error('no');
      });
      await assert.rejects(failing);
      const held = await store.units.run((unit) => unit.users.hold({ key: user.key }));
      assert.deepEqual(held, user);
      await store.outside.advance(LEASE_MS);
      await claimOne(store);
    }),
    promised(
      'refuses a unit that waits too long with Overloaded, before its work begins, and takes the next',
      async (store) => {
        let begun = 0;
        let open = () => {};
        const opened = new Promise<void>((resolve) => {
          open = resolve;
        });
        const work = async () => {
          begun += 1;
          await opened;
        };
        const crowd = Array.from({ length: CROWD }, () => store.units.run(work));
        await whenOneIsRefused(crowd);
        open();
        const { served, refused } = await servedAndRefused(crowd);
        assert.equal(begun, served.length, 'no work of a refused unit has begun');
        assert.ok(served.length > 0, `not all ${refused} are refused`);
        assert.equal(await store.units.run(async () => 'served'), 'served');
      },
      { unitWaitMs: 100 },
    ),
    promised('keeps units apart that run at once: one that throws takes nothing from the others', async (store) => {
      const users = [];
      for (const username of ['a', 'b', 'c', 'd', 'e', 'f']) users.push(await addUser(store, { username }));
      const ended = await Promise.allSettled(
        users.map((user, index) =>
          store.units.run(async (unit) => {
            await unit.users.hold({ key: user.key });
            await turn();
            await unit.users.replacePassword(user, hashText('the second'));
            await turn();
            if (index % 2 === 1) throw new Error('no');
          }),
        ),
      );
      assert.deepEqual(
        ended.map(({ status }) => status === 'fulfilled'),
        [true, false, true, false, true, false],
      );
      const rows = await Promise.all(users.map(({ key }) => store.outside.readUser(key)));
      const changed = rows.map((row) => row?.passwordHash === hashText('the second'));
      assert.deepEqual(changed, [true, false, true, false, true, false]);
    }),
  ],
};
