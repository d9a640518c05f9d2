import { describe, expect, it } from 'vitest';
import { paced } from '../../test/paced.ts';
import { userRow } from '../../test/rows.ts';
import { HERE, openWorld } from '../../test/world.ts';
import { EndsNotRecorded } from './claim-ahead.ts';
import type { CourierRules } from './rules.ts';

const SECOND = 1_000;

interface Slowness {
  readonly letters: number;
  readonly handOverMs: number;
  readonly claimMs?: number;
  readonly rules?: Partial<CourierRules>;
}

/** What one cycle comes to over one connection, where the database and the relay take their time. */
async function cycle({ letters, handOverMs, claimMs = 0, rules }: Slowness) {
  const world = openWorld({
    answers: 'private',
    rules: { concurrency: 1, ...rules },
    through: (store) => paced(store, async (statement) => world.pass(statement === 'claim' ? claimMs : 0)),
  });
  for (let n = 0; n < letters; n += 1) {
    await world.store.addUser(userRow({ username: `user-${n}` }));
    await world.requestReset({ username: `user-${n}`, address: HERE });
  }
  const takeTime = async () => {
    world.pass(handOverMs);
    world.atNextHandOver(takeTime);
  };
  world.atNextHandOver(takeTime);
  const { claimed, mayBeMore } = await world.deliver();
  const told = (kind: string) => world.events.filter((event) => event.kind === kind).length;
  return { claimed, mayBeMore, sent: told('sent'), released: told('released') };
}

describe('a cycle', () => {
  it('starts a hand-over only while its deadline and the settling fit into the lease, and gives the rest back', async () => {
    // Of the minute, 10 s are left to start in: at 0, 5 and 10 s.
    const came = await cycle({ letters: 5, handOverMs: 5 * SECOND });
    expect(came).toEqual({ claimed: 5, mayBeMore: false, sent: 3, released: 2 });
  });

  it('counts a lease from before its claim was sent, however long that took', async () => {
    expect(await cycle({ letters: 1, handOverMs: 0, claimMs: 10 * SECOND })).toMatchObject({ sent: 1 });
    expect(await cycle({ letters: 1, handOverMs: 0, claimMs: 11 * SECOND })).toMatchObject({ released: 1 });
  });

  it('claims for two seconds, and says that there may be more', async () => {
    const came = await cycle({ letters: 10, handOverMs: 1.5 * SECOND, rules: { batch: 2 } });
    expect(came).toEqual({ claimed: 4, mayBeMore: true, sent: 4, released: 0 });
  });
});

describe('a cycle whose database breaks', () => {
  /** The first statement of that name fails; two requests of one name are folded by the claim. */
  async function broken(failing: string) {
    let isWell = false;
    const pause = async (statement: string) => {
      if (isWell || statement !== failing) return;
      isWell = true;
      throw new Error(`no ${failing}`);
    };
    const world = openWorld({ answers: 'private', through: (store) => paced(store, pause) });
    await world.store.addUser(userRow({ username: 'jane' }));
    for (let n = 0; n < 2; n += 1) await world.requestReset({ username: 'jane', address: HERE });
    const fault = await world.deliver().catch((thrown: unknown) => thrown);
    return { fault, mails: world.mails().length };
  }

  it('delivers what it claimed before it says that the ends of others were not recorded', async () => {
    const { fault, mails } = await broken('record');
    expect(fault).toBeInstanceOf(EndsNotRecorded);
    expect(fault).toMatchObject({ cause: { message: 'no record' } });
    expect(mails).toBe(1);
  });

  it('throws what made a claim fail as it is', async () => {
    const { fault, mails } = await broken('claim');
    expect(fault).toMatchObject({ name: 'Error', message: 'no claim' });
    expect(mails).toBe(0);
  });
});
