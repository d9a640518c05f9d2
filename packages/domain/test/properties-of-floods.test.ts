import { createMemoryStore } from '@rekey/memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClientAddress, LetterView } from '../src/values/letter.ts';
import { nameKeyOf, type SubmittedName } from '../src/values/username.ts';
import { userRow } from './rows.ts';
import { RUNS } from './scheduled.ts';
import { HERE, openWorld, type World } from './world.ts';

const MINUTE = 60_000;
const NAMES = ['jane', 'john'];
const ENDS = ['accepted', 'try-later', 'refused-for-good'] as const;

const deeds = fc.array(
  fc.oneof(
    fc.record({ deed: fc.constant('ask' as const), name: fc.constantFrom(...NAMES) }),
    fc.record({ deed: fc.constant('deliver' as const), end: fc.constantFrom(...ENDS) }),
    fc.record({ deed: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
  ),
  { maxLength: 30 },
);

const CLAIM = {
  suspects: false,
  leaseMs: MINUTE,
  ageCapMs: { reset: 60 * MINUTE, notice: 60 * MINUTE },
  longestDelayMs: 18 * MINUTE,
};

/**
 * Letters of so many networks, all of them waiting; answers the networks in the order in which they
 * are served.
 */
async function servedInOrder(posted: readonly number[], sizes: readonly number[]): Promise<readonly number[]> {
  const { letters } = createMemoryStore();
  for (const [index, network] of posted.entries()) {
    const submittedName = `user ${index}` as SubmittedName;
    const address = `192.0.2.${network}` as ClientAddress;
    await letters.post({ kind: 'reset', submittedName, nameKey: nameKeyOf(submittedName), address });
  }
  const served: number[] = [];
  for (let round = 0; served.length < posted.length; round += 1) {
    const { claimed } = await letters.claim({ ...CLAIM, limit: sizes[round % sizes.length] ?? 1 });
    for (const { letter } of claimed) if (letter.kind === 'reset') served.push(Number(letter.address.slice(8)));
  }
  return served;
}

type Step =
  | { deed: 'ask'; name: string }
  | { deed: 'deliver'; end: (typeof ENDS)[number] }
  | { deed: 'wait'; minutes: number };

async function take(world: World, step: Step): Promise<void> {
  switch (step.deed) {
    case 'ask':
      await world.requestReset({ username: step.name, address: HERE });
      return;
    case 'wait':
      world.pass(step.minutes * MINUTE);
      return;
    case 'deliver':
      world.mailer.next(step.end);
      await world.deliver();
  }
}

async function deliverAll(world: World): Promise<readonly LetterView[]> {
  for (let hours = 0; hours < 6; hours += 1) {
    world.pass(60 * MINUTE);
    await world.deliver();
  }
  return world.allLetters();
}

/** Whether an older letter of its name ended after this one was asked for. */
function isAnswered({ id, username, requestedAt }: LetterView, all: readonly LetterView[]): boolean {
  return all.some(
    (each) =>
      each.username === username &&
      each.reason !== 'folded' &&
      Number(each.id) < Number(id) &&
      (each.state === 'dead' || (each.sentAt ?? 0) >= requestedAt),
  );
}

const countIn = (served: readonly number[], network: number) => served.filter((each) => each === network).length;

describe('floods', () => {
  it('P6: a request that was folded is answered by an older letter of its name that ended after it was asked', () =>
    fc.assert(
      fc.asyncProperty(deeds, async (steps) => {
        const world = openWorld({ answers: 'private', rules: { limitPerUser: null } });
        for (const username of NAMES) await world.store.addUser(userRow({ username }));
        for (const step of steps) await take(world, step);
        const all = await deliverAll(world);
        expect(all.filter(({ state }) => state === 'pending')).toEqual([]);
        const folded = all.filter(({ reason }) => reason === 'folded');
        expect(folded.filter((each) => !isAnswered(each, all))).toEqual([]);
      }),
      RUNS,
    ));

  it('a network is served no second time while another has waited since before its first', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        async (posted, sizes) => {
          const served = await servedInOrder(posted, sizes);
          expect([...served].sort()).toEqual([...posted].sort());
          for (const [index, network] of served.entries()) {
            const [before, after] = [served.slice(0, index + 1), served.slice(index + 1)];
            const most = Math.min(...after.map((other) => countIn(before, other) + 1));
            expect(countIn(before, network)).toBeLessThanOrEqual(most);
          }
        },
      ),
      RUNS,
    ));
});
