import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmailAddress } from '../src/values/email-address.ts';
import { TOO_OLD } from '../src/values/letter.ts';
import { paced } from './paced.ts';
import { userRow } from './rows.ts';
import { tokenFor } from './tokens.ts';
import { HERE, NEW_PASSWORD, openWorld, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RUNS = { numRuns: 200 };

const set = (world: World, token: string, newPassword: string = NEW_PASSWORD) =>
  world.setPassword({ token, newPassword, address: HERE });
const ask = (world: World) => world.requestReset({ username: 'jane.doe', address: HERE });
const stateOf = async (world: World, kind: string) => (await world.allLetters()).find((each) => each.kind === kind);

describe('P11: a letter whose token was used', () => {
  it('is never handed over again with a link that works, whatever its courier is doing meanwhile', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        let inCharge = false;
        const pause = (statement: string) =>
          inCharge ? scheduler.schedule(Promise.resolve(), statement) : Promise.resolve();
        const world = openWorld({ answers: 'private', through: (store) => paced(store, pause) });
        await world.store.addUser(userRow());
        await ask(world);
        world.mailer.next('unknown');
        await world.deliver();
        const [token = ''] = world.tokens();
        world.pass(6_000);
        inCharge = true;
        const both = Promise.all([world.deliver(), set(world, token)]);
        const [, outcome] = await scheduler.waitFor(both);
        inCharge = false;
        expect(outcome.kind).toBe('changed');
        world.mailer.next('accepted');
        world.pass(HOUR);
        await world.deliver();
        for (const each of world.tokens()) {
          expect(await world.inspectToken({ token: each, address: HERE })).toEqual({ kind: 'bad-token' });
        }
        expect(await stateOf(world, 'reset')).toMatchObject({ state: 'sent' });
      }),
      RUNS,
    ));
});

describe('P13: a letter that never ends well', () => {
  it('is buried at the age cap when it kills each courier that takes it, wherever that dies', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom('begin', 'holdNamed', 'issue', 'startHandOvers', 'mail', 'withdraw', 'settle', 'record'),
          {
            minLength: 1,
            maxLength: 9,
          },
        ),
        fc.integer({ min: 1, max: 90 }),
        async (deaths, minutesBetween) => {
          let death: string | undefined;
          const world = openWorld({
            answers: 'private',
            rules: { limitPerUser: null },
            // A courier that is killed leaves what a failing statement leaves: nothing of its unit.
            through: (store) =>
              paced(store, (name) => (name === death ? Promise.reject(new Error('killed')) : Promise.resolve())),
          });
          await world.store.addUser(userRow());
          await ask(world);
          for (let n = 0; n * minutesBetween * MINUTE <= 4 * HOUR; n += 1) {
            death = deaths[n % deaths.length];
            if (death === 'mail') world.atNextHandOver(() => Promise.reject(new Error('killed')));
            await world.deliver();
            expect((await stateOf(world, 'reset'))?.state).toBe('pending');
            world.pass(minutesBetween * MINUTE);
          }
          death = undefined;
          world.pass(MINUTE);
          await world.deliver();
          expect(await stateOf(world, 'reset')).toMatchObject({ state: 'dead', reason: TOO_OLD });
        },
      ),
      { numRuns: 50 },
    ));

  it('is buried after three doubts when its relay never confirms, and was mailed three times', async () => {
    const world = openWorld({ answers: 'private' });
    await world.store.addUser(userRow());
    await ask(world);
    world.mailer.next('unknown');
    for (let n = 0; n < 6; n += 1) {
      await world.deliver();
      world.pass(HOUR / 2);
    }
    expect((await stateOf(world, 'reset'))?.reason).toMatch(/^may have arrived/);
    expect(world.mails()).toHaveLength(3);
    expect(new Set(world.mails().map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe('P14: a notice', () => {
  it('goes to the address in force at its change, and each change has its own', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('change', 'move', 'deliver'), { maxLength: 12 }), async (deeds) => {
        const world = openWorld({ answers: 'private' });
        const jane = await world.store.addUser(userRow());
        let address = 'jane.doe@example.com';
        const expected: string[] = [];
        for (const [n, deed] of deeds.entries()) {
          if (deed === 'deliver') await world.deliver();
          if (deed === 'move') {
            address = `mailbox-${n}@example.com`;
            await world.store.changeUser(jane, { email: address as EmailAddress });
          }
          if (deed === 'change') {
            expect((await set(world, await tokenFor(world, 'jane.doe'), `${NEW_PASSWORD} ${n}`)).kind).toBe('changed');
            expected.push(address);
          }
        }
        await world.deliver();
        expect(world.mails().map(({ to }) => to.address)).toEqual(expected);
      }),
      RUNS,
    ));
});

describe('P15: a token', () => {
  it('is refused if and only if its life ended before its password was hashed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 * MINUTE }),
        fc.integer({ min: 0, max: 40 * MINUTE }),
        async (waits, hashes) => {
          const world = openWorld();
          await world.store.addUser(userRow());
          const token = await tokenFor(world, 'jane.doe');
          world.pass(waits);
          world.atNextHash(() => world.pass(hashes));
          const { kind } = await set(world, token);
          expect(kind).toBe(waits + hashes < 30 * MINUTE ? 'changed' : 'bad-token');
          expect(world.countHashes()).toBe(waits < 30 * MINUTE ? 1 : 0);
        },
      ),
      RUNS,
    ));

  it('follows its user through any renames, and is never inherited with a name', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 5 }), async (names) => {
        const world = openWorld();
        const jane = await world.store.addUser(userRow());
        const token = await tokenFor(world, 'jane.doe');
        let name = 'jane.doe';
        for (const [step, n] of names.entries()) {
          const before = name;
          name = `jane ${n} of step ${step}`;
          await world.store.changeUser(jane, { username: name });
          await world.store.addUser(userRow({ username: before, email: `heir-${step}@example.com` }));
        }
        expect(await set(world, token)).toMatchObject({ kind: 'changed', user: { username: name } });
        expect((await world.store.readAudit()).map(({ event }) => 'userKey' in event && event.userKey)).toEqual([jane]);
      }),
      RUNS,
    ));
});

describe('one token at several processes', () => {
  it('costs at most one hash a process at a time, however many post it', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 30 }), async (callers) => {
        const world = openWorld();
        await world.store.addUser(userRow());
        const token = await tokenFor(world, 'jane.doe');
        const processes = [world.openProcess(), world.openProcess(), world.openProcess()];
        const posts = Array.from({ length: callers }, (_, n) =>
          processes[n % 3]?.({ token, newPassword: `${NEW_PASSWORD} ${n}`, address: HERE }),
        );
        const kinds = (await Promise.all(posts)).map((outcome) => outcome?.kind).sort();
        expect(kinds).toEqual([...Array(callers - 1).fill('bad-token'), 'changed']);
        expect(world.countHashes()).toBeLessThanOrEqual(3);
      }),
      RUNS,
    ));
});
