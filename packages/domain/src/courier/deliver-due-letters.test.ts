import type { MemoryUser } from '@rekey/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { userRow } from '../../test/rows.ts';
import { HERE, NEW_PASSWORD, openWorld, type World, type WorldSettings } from '../../test/world.ts';
import type { LetterId } from '../values/letter.ts';
import type { UserKey } from '../values/user.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: World;
let jane: UserKey;

async function begin(settings: WorldSettings = {}) {
  world = openWorld({ answers: 'private', ...settings });
  jane = await world.store.addUser(userRow());
}
beforeEach(() => begin());

const ask = (username = 'jane.doe') => world.requestReset({ username, address: HERE });
const inspect = (token: string) => world.inspectToken({ token, address: HERE });
/** How many tokens of Jane could still be used: revoking them all is what counts them, so it is rolled back. */
async function liveTokens(): Promise<number> {
  let live = 0;
  const counted = world.store.units.run(async (unit) => {
    live = await unit.tokens.revokeAllOf(jane);
    throw new Error('counted');
  });
  await counted.catch(() => undefined);
  return live;
}
const states = async () =>
  (await world.allLetters()).map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`));

describe('a due letter', () => {
  it('becomes one mail to the stored address, with a token that works', async () => {
    await ask();
    expect(await world.deliver()).toEqual({ claimed: 1, channelDown: null });
    const [mail, ...others] = world.mails();
    expect(others).toEqual([]);
    expect(mail?.to.address).toBe('jane.doe@example.com');
    expect(await inspect(world.tokens()[0] ?? '')).toEqual({ kind: 'good' });
    expect(await states()).toEqual(['sent']);
  });

  it('begins the life of its token at the hand-over, however long it waited', async () => {
    await ask();
    world.pass(3 * HOUR);
    await world.deliver();
    world.pass(30 * MINUTE - 1);
    expect(await inspect(world.tokens()[0] ?? '')).toEqual({ kind: 'good' });
    world.pass(1);
    expect(await inspect(world.tokens()[0] ?? '')).toEqual({ kind: 'bad-token' });
  });

  it('is delivered once: nothing is due afterwards', async () => {
    await ask();
    await world.deliver();
    world.pass(HOUR);
    expect(await world.deliver()).toEqual({ claimed: 0, channelDown: null });
  });

  it('answers all requests that wait for the same name', async () => {
    for (const name of ['jane.doe', 'jane.doe', 'jane.doe']) await ask(name);
    await world.deliver();
    expect(world.mails()).toHaveLength(1);
    expect(await states()).toEqual(['skipped: folded', 'skipped: folded', 'sent']);
  });

  it('is not swallowed by a stranger’s request for a name that only looks alike', async () => {
    for (const name of ['JANE.DOE', ' jane.doe', 'jane.doe']) await ask(name);
    await world.deliver();
    expect(world.mails().map(({ to }) => to.address)).toEqual(['jane.doe@example.com']);
    expect(await states()).toEqual(['sent', 'skipped: unknown user', 'skipped: unknown user']);
  });

  it('keeps an earlier link alive, and lets the fourth supersede the oldest', async () => {
    await begin({ rules: { limitPerUser: null } });
    for (let n = 0; n < 4; n += 1) {
      await ask();
      await world.deliver();
    }
    const kinds = await Promise.all(world.tokens().map(async (token) => (await inspect(token)).kind));
    expect(kinds).toEqual(['bad-token', 'good', 'good', 'good']);
  });
});

describe('a letter that gets no mail', () => {
  it.each<[string, Partial<MemoryUser>]>([
    ['disabled', { enabled: false }],
    ['externally managed', { externallyManaged: true }],
    ['no mailbox', { email: null }],
    ['no mailbox', { email: 'jane@example.com\r\nBcc: eve@example.com' }],
  ])('is skipped as "%s" and tells only the operator', async (reason, row) => {
    await world.store.changeUser(jane, row);
    await ask();
    await world.deliver();
    expect(world.mails()).toEqual([]);
    expect(await states()).toEqual([`skipped: ${reason}`]);
  });

  it('is skipped as "unknown user" where nobody has exactly that name', async () => {
    for (const name of ['nobody', 'JANE.DOE', 'jane.doe ']) {
      await ask(name);
      await world.deliver();
    }
    expect(world.mails()).toEqual([]);
    expect(new Set(await states())).toEqual(new Set(['skipped: unknown user']));
  });

  it('is skipped as "limit" beyond the mails a user may get in the window, and no longer', async () => {
    for (let n = 0; n < 4; n += 1) {
      await ask();
      await world.deliver();
      world.pass(MINUTE);
    }
    expect(await states()).toEqual(['skipped: limit', 'sent', 'sent', 'sent']);
    world.pass(HOUR);
    await ask();
    await world.deliver();
    expect(world.mails()).toHaveLength(4);
  });

  it('is judged when it is delivered, not when it was asked for', async () => {
    await world.store.changeUser(jane, { email: null });
    await ask();
    await world.store.changeUser(jane, { email: 'new@example.com' });
    await world.deliver();
    expect(world.mails().map(({ to }) => to.address)).toEqual(['new@example.com']);
  });
});

describe('a hand-over that fails', () => {
  const failed = async (behaviour: Parameters<World['mailer']['next']>[0]) => {
    await ask();
    world.mailer.next(behaviour);
    const round = await world.deliver();
    world.mailer.next('accepted');
    return round;
  };

  it('leaves a dead letter with the relay’s words and no live token, where it is for good', async () => {
    await failed('refused-for-good');
    const [letter] = await world.allLetters();
    expect(letter?.state).toBe('dead');
    expect(letter?.reason).toMatch(/^refused by the relay: /);
    expect(await liveTokens()).toBe(0);
  });

  it('is tried again after a while, with a fresh token, where it is for now', async () => {
    await failed('try-later');
    expect(await liveTokens()).toBe(0);
    expect(await world.deliver()).toMatchObject({ claimed: 0 });
    world.pass(6_000);
    await world.deliver();
    expect(world.mails()).toHaveLength(1);
    expect((await world.allLetters())[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('keeps the token where the mail may have arrived, under the same Message-ID', async () => {
    await failed('unknown');
    expect(await liveTokens()).toBe(1);
    const doubted = world.events.at(-1);
    expect(doubted).toMatchObject({ kind: 'postponed', doubt: true });
    world.pass(6_000);
    await world.deliver();
    expect(await liveTokens()).toBe(2);
    const ids = new Set(world.mails().map(({ messageId }) => messageId));
    expect([world.mails().length, ids.size]).toEqual([2, 1]);
  });

  it('buries a letter after three doubts', async () => {
    await ask();
    world.mailer.next('unknown');
    for (let n = 0; n < 4; n += 1) {
      await world.deliver();
      world.pass(20 * MINUTE);
    }
    const [letter] = await world.allLetters();
    expect(letter).toMatchObject({ state: 'dead', attempts: 3 });
    expect(letter?.reason).toMatch(/^may have arrived/);
  });

  it('pauses the channel where the relay cannot be used, and gives letters back unharmed', async () => {
    await begin({ rules: { concurrency: 1 } });
    for (const username of ['a', 'b', 'c']) {
      await world.store.addUser(userRow({ username }));
      await ask(username);
    }
    const { channelDown } = await failed('channel-down');
    expect(channelDown).not.toBeNull();
    expect(world.events.map(({ kind }) => kind)).toEqual([
      ...['claimed', 'claimed', 'claimed', 'claimed'],
      ...['postponed', 'released', 'released', 'released'],
    ]);
    expect((await world.allLetters()).map(({ attempts }) => attempts)).toEqual([0, 0, 0, 0]);
    world.pass(6_000);
    await world.deliver();
    expect(world.mails()).toHaveLength(4);
  });

  it('never counts against the user’s limit when it certainly failed', async () => {
    await begin({ rules: { limitPerUser: { mails: 1, windowMs: 24 * HOUR } } });
    await failed('try-later');
    world.pass(6_000);
    await world.deliver();
    expect(await states()).toEqual(['sent']);
  });

  it('is buried when it grows too old, and the operator can revive it', async () => {
    await failed('try-later');
    world.pass(4 * HOUR + 1);
    await world.deliver();
    expect(await states()).toEqual(['dead: too old to be sent']);
    expect(world.events.at(-1)).toMatchObject({ kind: 'dead', reason: 'too old to be sent' });
    const [letter] = await world.allLetters();
    expect(await world.store.letters.retry(letter?.id ?? ('' as LetterId))).toBe('due');
    await world.deliver();
    expect(await states()).toEqual(['sent']);
  });
});

describe('a courier that stalls past its lease', () => {
  it('can neither mint nor settle, and its withdrawal still holds', async () => {
    await ask();
    world.atNextHandOver(async () => {
      world.pass(2 * MINUTE);
      await world.openCourier()();
      world.mailer.next('try-later');
    });
    await world.deliver();
    expect(world.events.map(({ kind }) => kind)).toEqual(['claimed', 'claimed', 'sent', 'lost']);
    expect(await states()).toEqual(['sent']);
    // Of the two tokens, the one whose mail certainly failed is dead.
    expect(await liveTokens()).toBe(1);
  });
});

describe('a courier that is to stop', () => {
  it('gives back what is not on its way', async () => {
    await ask();
    world.courier.stopping = true;
    await world.deliver();
    expect(world.events.map(({ kind }) => kind)).toEqual(['claimed', 'released']);
    world.courier.stopping = false;
    await world.deliver();
    expect(await states()).toEqual(['sent']);
  });
});

describe('one letter that breaks', () => {
  it('holds up no other, and comes back when its lease ends', async () => {
    let broken = true;
    await begin({
      through: (store) => ({
        ...store,
        units: {
          run: (work) =>
            store.units.run((unit) =>
              work({
                ...unit,
                users: {
                  ...unit.users,
                  hold: (by) =>
                    broken && 'name' in by && by.name === 'poison'
                      ? Promise.reject(new Error('boom'))
                      : unit.users.hold(by),
                },
              }),
            ),
        },
      }),
    });
    await world.store.addUser(userRow({ username: 'poison', email: 'poison@example.com' }));
    await ask('poison');
    await ask();
    await world.deliver();
    expect(world.mails().map(({ to }) => to.address)).toEqual(['jane.doe@example.com']);
    expect(world.events.find(({ kind }) => kind === 'failed')).toMatchObject({ fault: new Error('boom') });
    broken = false;
    world.pass(MINUTE);
    await world.deliver();
    expect(await states()).toEqual(['sent', 'sent']);
  });
});

describe('a token that was used', () => {
  it('proves its letter delivered: no further mail goes out for it', async () => {
    await ask();
    world.mailer.next('unknown');
    await world.deliver();
    const token = world.tokens()[0] ?? '';
    expect(await world.setPassword({ token, newPassword: NEW_PASSWORD, address: HERE })).toMatchObject({
      kind: 'changed',
    });
    world.mailer.next('accepted');
    world.pass(HOUR);
    await world.deliver();
    expect(world.mails().map(({ subject }) => subject)).toEqual(['Reset your password', 'Your password was changed']);
    expect((await world.allLetters()).map(({ kind, state }) => [kind, state])).toEqual([
      ['notice', 'sent'],
      ['reset', 'sent'],
    ]);
  });
});
