import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmailAddress } from '../src/values/email-address.ts';
import { userRow } from './rows.ts';
import { ask, RUNS, race, stage } from './scheduled.ts';
import { HERE } from './world.ts';

const MINUTE = 60_000;

describe('letters, under any interleaving', () => {
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

  it('P6: every acknowledged request is served by a later mail, or by a skip judged after it', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (scheduler, requests) => {
        const { world, start } = await stage(scheduler, { rules: { limitPerUser: null } });
        start();
        await race<unknown>(scheduler, [
          ...Array.from({ length: requests }, () => ask(world)),
          world.openCourier().deliver(),
          world.openCourier().deliver(),
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
            await world.openCourier().deliver();
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

  it('P12: each due letter goes to one courier, and none is stranded', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, start } = await stage(scheduler);
        for (let n = 0; n < 6; n += 1) {
          await world.store.addUser(userRow({ username: `user ${n}` }));
          await world.requestReset({ username: `user ${n}`, address: HERE });
        }
        start();
        await race(scheduler, [
          world.openCourier().deliver(),
          world.openCourier().deliver(),
          world.openCourier().deliver(),
        ]);
        expect(world.mails()).toHaveLength(6);
        const letters = await scheduler.waitFor(world.allLetters());
        expect(letters.map(({ state, attempts }) => [state, attempts])).toEqual(Array(6).fill(['sent', 1]));
      }),
      RUNS,
    ));
});
