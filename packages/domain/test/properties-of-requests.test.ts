import { memoryAddressLimiter } from '@rekey/memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestReset } from '../src/recovery/request-reset.ts';
import { paced } from './paced.ts';
import { userRow } from './rows.ts';
import { ask, RUNS } from './scheduled.ts';
import { HERE, openWorld } from './world.ts';

const NAMES = ['jane.doe', 'jack.doe', 'nobody.is'];
const ENDS = ['accepted', 'unknown', 'try-later', 'refused-for-good'] as const;

/** A world that a second request enters at the n-th statement of a courier's turn; the statements of that request alone are noted. */
async function enteredAt(step: number, end: (typeof ENDS)[number], username: string) {
  const statements: string[] = [];
  let left = Number.POSITIVE_INFINITY;
  let asked: Promise<unknown> | null = null;
  const world = openWorld({
    answers: 'private',
    through: (store) =>
      paced(store, async () => {
        left -= 1;
        if (left === 0) asked = enter();
      }),
  });
  const limiter = memoryAddressLimiter({ requests: 1_000, windowMs: 60_000 });
  const watched = paced(world.store, async (statement) => void statements.push(statement));
  const requestReset = createRequestReset({ ...watched, answers: 'private', limiter });
  const enter = () => requestReset({ username, address: HERE });

  await world.store.addUser(userRow());
  await world.store.addUser(userRow({ username: 'jack.doe', enabled: false }));
  for (const name of NAMES) await world.requestReset({ username: name, address: HERE });
  world.mailer.next(end);
  left = step;
  await world.deliver();
  await asked;
  return { statements, entered: asked !== null, letters: await world.allLetters() };
}

describe('P7: a request', () => {
  it('is the same one statement and one row, at whichever step of a courier it comes and whoever is asked for', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...ENDS),
        fc.constantFrom(...NAMES),
        async (step, end, username) => {
          const { statements, entered, letters } = await enteredAt(step, end, username);
          fc.pre(entered);
          expect(statements).toEqual(['post']);
          expect(letters).toHaveLength(NAMES.length + 1);
        },
      ),
      RUNS,
    ));

  it('is that statement too when nothing of its name waits', async () => {
    const statements: string[] = [];
    const world = openWorld({
      answers: 'private',
      through: (store) => paced(store, async (statement) => void statements.push(statement)),
    });
    await ask(world);
    expect(statements).toEqual(['post']);
  });
});
