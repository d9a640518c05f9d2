import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmailAddress } from '../src/values/email-address.ts';
import type { UserKey } from '../src/values/user.ts';
import { type Pause, paced } from './paced.ts';
import { userRow } from './rows.ts';
import { tokenFor } from './tokens.ts';
import { HERE, NEW_PASSWORD, openWorld, type World, type WorldSettings } from './world.ts';

const MINUTE = 60_000;
const RUNS = { numRuns: 200 };

interface Stage {
  readonly world: World;
  readonly jane: UserKey;
  /** Puts the scheduler in charge: from now on every statement waits for its turn. */
  start(): void;
}

async function stage(scheduler: fc.Scheduler, settings: WorldSettings = {}): Promise<Stage> {
  let inCharge = false;
  const pause: Pause = (statement) => (inCharge ? scheduler.schedule(Promise.resolve(), statement) : Promise.resolve());
  const world = openWorld({ answers: 'private', ...settings, through: (store) => paced(store, pause) });
  const jane = await world.store.addUser(userRow());
  return {
    world,
    jane,
    start() {
      inCharge = true;
    },
  };
}

const set = (world: World, token: string, n = 0) =>
  world.setPassword({ token, newPassword: `${NEW_PASSWORD} ${n}`, address: HERE });
const ask = (world: World) => world.requestReset({ username: 'jane.doe', address: HERE });

/** Runs everything at once, in an order that the scheduler picks, and answers what came of it. */
async function race<Result>(scheduler: fc.Scheduler, runners: readonly Promise<Result>[]): Promise<Result[]> {
  return scheduler.waitFor(Promise.all(runners));
}

describe('under any interleaving', () => {
  it('P1: a token opens at most once', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 6 }), async (scheduler, callers) => {
        const { world, start } = await stage(scheduler);
        const token = await tokenFor(world, 'jane.doe');
        start();
        const outcomes = await race(
          scheduler,
          Array.from({ length: callers }, (_, n) => set(world, token, n)),
        );
        const kinds = outcomes.map(({ kind }) => kind).sort();
        expect(kinds).toEqual([...Array(callers - 1).fill('bad-token'), 'changed']);
        expect(await world.store.readAudit()).toHaveLength(1);
      }),
      RUNS,
    ));

  it('P2: of callers with different tokens of one user one wins, and the others are refused', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, start } = await stage(scheduler);
        const tokens = [
          await tokenFor(world, 'jane.doe'),
          await tokenFor(world, 'jane.doe'),
          await tokenFor(world, 'jane.doe'),
        ];
        start();
        const outcomes = await race(
          scheduler,
          tokens.map((token, n) => set(world, token, n)),
        );
        expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['bad-token', 'bad-token', 'changed']);
      }),
      RUNS,
    ));

  it('P3: no token is good after a success if its user was read before it', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, start } = await stage(scheduler);
        const token = await tokenFor(world, 'jane.doe');
        await ask(world);
        start();
        await race<unknown>(scheduler, [world.deliver(), set(world, token)]);
        const [mailed] = world.tokens();
        // Delivered before the success: dead with it. Delivered after it: made for the new password, and good.
        if (mailed !== undefined) await scheduler.waitFor(expectBoundToNow(world, mailed));
      }),
      RUNS,
    ));

  it('P4: no working link goes to an address other than the one stored when it was minted', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, jane, start } = await stage(scheduler);
        await ask(world);
        start();
        const email = 'new@example.com' as EmailAddress;
        const move = scheduler.schedule(Promise.resolve(), 'host').then(() => world.store.changeUser(jane, { email }));
        await race<unknown>(scheduler, [world.deliver(), move]);
        const [mail] = world.mails();
        const [token = ''] = world.tokens();
        const { kind } = await scheduler.waitFor(world.inspectToken({ token, address: HERE }));
        expect(kind === 'good').toBe(mail?.to.address === email);
      }),
      RUNS,
    ));

  it('P5: a token whose user changes between judging and writing is never accepted', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom('email', 'enabled', 'passwordHash'), async (scheduler, what) => {
        const { world, jane, start } = await stage(scheduler);
        const token = await tokenFor(world, 'jane.doe');
        const change = {
          email: { email: 'x@example.com' },
          enabled: { enabled: false },
          passwordHash: { passwordHash: 'h' as never },
        }[what];
        start();
        let changedFirst = false;
        const host = scheduler.schedule(Promise.resolve(), 'host').then(async () => {
          await world.store.changeUser(jane, change ?? {});
          changedFirst = (await world.store.readAudit()).length === 0;
        });
        const [outcome] = await race<unknown>(scheduler, [set(world, token), host]);
        expect(outcome).toEqual(changedFirst ? { kind: 'bad-token' } : { kind: 'changed', username: 'jane.doe' });
      }),
      RUNS,
    ));

  it('P6: every acknowledged request is served by a later mail, or by a skip judged after it', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (scheduler, requests) => {
        const { world, start } = await stage(scheduler, { rules: { limitPerUser: null } });
        start();
        await race<unknown>(scheduler, [
          ...Array.from({ length: requests }, () => ask(world)),
          world.openCourier()(),
          world.openCourier()(),
        ]);
        await scheduler.waitFor(world.deliver());
        const letters = await scheduler.waitFor(world.allLetters());
        expect(letters).toHaveLength(requests);
        const sent = letters.filter(({ state }) => state === 'sent').map(({ id }) => Number(id));
        // A folded request is answered by an older letter that was handed over after it.
        for (const { id, state, reason } of letters) {
          if (state === 'sent') continue;
          expect([state, reason]).toEqual(['skipped', 'folded']);
          expect(sent.some((other) => other < Number(id))).toBe(true);
        }
        expect(world.mails()).toHaveLength(sent.length);
      }),
      RUNS,
    ));

  it('P8: a courier past its lease can neither mint nor settle nor postpone, and its withdrawal holds', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.constantFrom('accepted', 'try-later', 'refused-for-good', 'unknown'),
        async (scheduler, end) => {
          const { world, start } = await stage(scheduler);
          await ask(world);
          world.atNextHandOver(async () => {
            world.pass(2 * MINUTE);
            await world.openCourier()();
            world.mailer.next(end as 'accepted');
          });
          start();
          await scheduler.waitFor(world.deliver());
          expect(world.events.map(({ kind }) => kind)).toEqual(['claimed', 'claimed', 'sent', 'lost']);
          const [letter] = await scheduler.waitFor(world.allLetters());
          expect(letter?.state).toBe('sent');
          const [fresh = ''] = world.tokens();
          expect(await scheduler.waitFor(world.inspectToken({ token: fresh, address: HERE }))).toEqual({
            kind: 'good',
          });
        },
      ),
      RUNS,
    ));

  it('P9: at most three tokens live, with two couriers minting for one user', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, start } = await stage(scheduler, { rules: { limitPerUser: null } });
        for (let n = 0; n < 3; n += 1) await tokenFor(world, 'jane.doe');
        await ask(world);
        start();
        await race<unknown>(scheduler, [world.openCourier()(), ask(world), world.openCourier()()]);
        await scheduler.waitFor(world.deliver());
        expect(await liveTokens(world)).toBe(3);
      }),
      RUNS,
    ));

  it('P12: each due letter goes to one courier, and none is stranded', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, start } = await stage(scheduler);
        for (let n = 0; n < 6; n += 1) {
          await world.store.addUser(userRow({ username: `user ${n}` }));
          await world.requestReset({ username: `user ${n}`, address: HERE });
        }
        start();
        await race(scheduler, [world.openCourier()(), world.openCourier()(), world.openCourier()()]);
        expect(world.mails()).toHaveLength(6);
        const letters = await scheduler.waitFor(world.allLetters());
        expect(letters.map(({ state, attempts }) => [state, attempts])).toEqual(Array(6).fill(['sent', 1]));
      }),
      RUNS,
    ));
});

describe('P7: a request', () => {
  it.each(['nothing of that name waits', 'one waits', 'one is held'])(
    'is the same one statement when %s',
    async (situation) => {
      const statements: string[] = [];
      const world = openWorld({
        answers: 'private',
        through: (store) => paced(store, async (statement) => void statements.push(statement)),
      });
      await world.store.addUser(userRow());
      const askAndLook = async () => {
        statements.length = 0;
        await ask(world);
        expect(statements).toEqual(['post']);
      };
      if (situation !== 'nothing of that name waits') await ask(world);
      if (situation !== 'one is held') return askAndLook();
      world.atNextHandOver(askAndLook);
      await world.deliver();
      expect(world.mails()).toHaveLength(1);
    },
  );
});

async function expectBoundToNow(world: World, token: string): Promise<void> {
  const digest = world.source.digestOf(token);
  const user = await world.store.directory.findByName('jane.doe');
  const record = digest === null ? null : await world.store.tokens.inspect(digest);
  if (record !== null) expect(record.revision).toBe(user?.revision);
}

/** Revoking is what counts live tokens. */
function liveTokens(world: World): Promise<number> {
  return world.store.units.run((unit) => unit.tokens.revokeAll());
}
