import { describe, expect, it } from 'vitest';
import { type Pause, paced } from '../../test/paced.ts';
import { userRow } from '../../test/rows.ts';
import { tokenFor } from '../../test/tokens.ts';
import { HERE, NEW_PASSWORD, openWorld, type World, type WorldSettings } from '../../test/world.ts';
import type { LetterView } from '../values/letter.ts';

const MINUTE = 60_000;

/** A world with so many users, each of whom has asked once, and every statement that the courier makes. */
async function crowd(size: number, settings: WorldSettings = {}) {
  const statements: string[] = [];
  const note = async (statement: string) => void statements.push(statement);
  const world = openWorld({ answers: 'private', ...settings, through: (store) => paced(store, note) });
  const names = Array.from({ length: size }, (_, n) => `user-${n}`);
  for (const username of names) {
    await world.store.addUser(userRow({ username, email: `${username}@example.com` }));
    await world.requestReset({ username, address: HERE });
  }
  statements.length = 0;
  return { world, statements, names };
}

/** A world in which another courier takes a letter that ours has claimed, right before the next unit begins. */
function openTheft() {
  let wanted: ((letter: LetterView) => boolean) | null = null;
  const steal = async () => {
    const mine = wanted;
    if (mine === null) return;
    wanted = null;
    const letter = (await world.allLetters()).find(mine);
    await world.store.units.run(({ letters }) => letters.proveDelivered(letter?.id ?? ('' as never)));
  };
  const pause: Pause = async (statement) => (statement === 'begin' ? steal() : undefined);
  const world = openWorld({ answers: 'private', through: (store) => paced(store, pause) });
  return {
    world,
    stealAtNextUnit(which: (letter: LetterView) => boolean): void {
      wanted = which;
    },
  };
}

const PREPARED = ['begin', 'holdNamed', 'handedOverWithin', 'issue', 'allow', 'startHandOvers'];
const SETTLED = ['begin', 'withdraw', 'settle', 'record'];

describe('a cycle', () => {
  it.each([1, 2, 50])('prepares %i letters with the same statements', async (size) => {
    const { world, statements } = await crowd(size);
    await world.deliver();
    expect(world.mails()).toHaveLength(size);
    expect(statements.slice(0, 7)).toEqual(['claim', ...PREPARED]);
  });

  it('makes the same statements for a name that gets no mail, and leaves no live token of it', async () => {
    const known = await crowd(1);
    await known.world.deliver();
    const unknown = await crowd(1);
    for (const { key } of [await unknown.world.store.directory.findByName('user-0')].flatMap((user) => user ?? [])) {
      await unknown.world.store.removeUser(key);
    }
    await unknown.world.deliver();
    expect(unknown.statements).toEqual(known.statements);
    expect(known.statements).toEqual(['claim', ...PREPARED, ...SETTLED, 'claim']);
    expect(unknown.world.mails()).toEqual([]);
    expect(await unknown.world.store.units.run(({ tokens }) => tokens.revokeAll())).toBe(0);
  });

  it('stores a token for each name that gets no mail, as for any other', async () => {
    const stored: number[] = [];
    const count: Pause = async (statement, [tokens]) => {
      if (statement === 'issue') stored.push((tokens as readonly unknown[]).length);
    };
    const world = openWorld({ answers: 'private', through: (store) => paced(store, count) });
    await world.store.addUser(userRow());
    for (const username of ['jane.doe', 'nobody', 'no one']) await world.requestReset({ username, address: HERE });
    await world.deliver();
    expect(stored).toEqual([3]);
  });

  it('goes on while there is more to do, without a rest between two claims', async () => {
    const { world, statements } = await crowd(7, { rules: { batch: 3 } });
    expect(await world.deliver()).toEqual({ claimed: 7, mayBeMore: false, channelDown: null });
    expect(world.mails()).toHaveLength(7);
    // Three for these letters, one for such as have killed their couriers.
    expect(statements.filter((statement) => statement === 'claim')).toHaveLength(4);
  });

  it('leaves nothing of a letter that went to another courier while it was prepared, and sends the others', async () => {
    const { world, stealAtNextUnit } = openTheft();
    for (const username of ['a', 'b']) {
      await world.store.addUser(userRow({ username }));
      await world.requestReset({ username, address: HERE });
    }
    stealAtNextUnit(({ username }) => username === 'a');
    await world.deliver();
    expect(world.events.map(({ kind }) => kind)).toEqual(['claimed', 'claimed', 'lost', 'sent']);
    expect(world.mails()).toHaveLength(1);
    expect(await world.store.units.run(({ tokens }) => tokens.revokeAll())).toBe(1);
  });

  it('sends no notice that went to another courier while it was prepared', async () => {
    const { world, stealAtNextUnit } = openTheft();
    await world.store.addUser(userRow());
    await world.setPassword({ token: await tokenFor(world, 'jane.doe'), newPassword: NEW_PASSWORD, address: HERE });
    stealAtNextUnit(({ kind }) => kind === 'notice');
    await world.deliver();
    expect(world.events.map(({ kind }) => kind)).toEqual(['claimed', 'lost']);
    expect(world.mails()).toEqual([]);
  });

  it('asks a relay that was down with as many letters as it has connections', async () => {
    const { world } = await crowd(8, { rules: { concurrency: 2 } });
    world.mailer.next('channel-down');
    expect(await world.deliver()).toMatchObject({ claimed: 8 });
    world.pass(10_000);
    expect(await world.deliver()).toMatchObject({ claimed: 2 });
    world.mailer.next('accepted');
    world.pass(10_000);
    await world.deliver();
    world.pass(10_000);
    await world.deliver();
    expect(world.mails()).toHaveLength(8);
  });
});

describe('letters that earlier couriers never said a word about', () => {
  /** Couriers that die with so many letters in their hands. */
  async function leftBehind({ store, pass }: World, couriers: number, limit: number): Promise<void> {
    const ageCapMs = { reset: 9 * MINUTE, notice: 9 * MINUTE };
    const options = { limit, suspects: false, leaseMs: MINUTE, longestDelayMs: MINUTE, ageCapMs };
    for (let n = 0; n < couriers; n += 1) {
      await store.letters.claim(options);
      pass(MINUTE);
    }
  }

  it('go with the others where one courier has died', async () => {
    const { world, statements } = await crowd(5);
    await leftBehind(world, 1, 3);
    expect(await world.deliver()).toEqual({ claimed: 5, mayBeMore: false, channelDown: null });
    expect(statements.slice(0, 7)).toEqual(['claim', ...PREPARED]);
    expect(world.mails()).toHaveLength(5);
  });

  it('are prepared and handed over one by one, when all others are settled, where two have', async () => {
    const { world, statements } = await crowd(2);
    await leftBehind(world, 2, 1);
    expect(await world.deliver()).toEqual({ claimed: 2, mayBeMore: false, channelDown: null });
    const one = ['claim', ...PREPARED, ...SETTLED];
    expect(statements).toEqual([...one, ...one, 'claim']);
    expect(world.mails().map(({ to }) => to.address)).toEqual(['user-1@example.com', 'user-0@example.com']);
  });

  it('are left alone while the relay is down', async () => {
    const { world } = await crowd(2);
    await leftBehind(world, 2, 1);
    world.mailer.next('channel-down');
    expect(await world.deliver()).toMatchObject({ claimed: 1, channelDown: expect.any(String) });
  });
});
