import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, RUNS, race, set, stage } from './scheduled.ts';
import { tokenFor } from './tokens.ts';
import type { World } from './world.ts';

describe('tokens, under any interleaving', () => {
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
        expect(outcome).toMatchObject(
          changedFirst ? { kind: 'bad-token' } : { kind: 'changed', user: { username: 'jane.doe' } },
        );
      }),
      RUNS,
    ));

  it('P9: at most three tokens live, with two couriers minting for one user', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, start } = await stage(scheduler, { rules: { limitPerUser: null } });
        for (let n = 0; n < 3; n += 1) await tokenFor(world, 'jane.doe');
        await ask(world);
        start();
        await race<unknown>(scheduler, [world.openCourier().deliver(), ask(world), world.openCourier().deliver()]);
        await scheduler.waitFor(world.deliver());
        expect(await liveTokens(world)).toBe(3);
      }),
      RUNS,
    ));
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
