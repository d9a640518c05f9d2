import type { MemoryUser } from '@rekey/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { janesWorld } from '../../test/jane.ts';
import { userRow } from '../../test/rows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const { begin, world, jane, ask, inspect, states } = janesWorld({ answers: 'private' });
beforeEach(() => begin());

describe('a due letter', () => {
  it('becomes one mail to the stored address, with a token that works', async () => {
    await ask();
    expect(await world().deliver()).toEqual({ claimed: 1, mayBeMore: false, channelDown: null });
    const [mail, ...others] = world().mails();
    expect(others).toEqual([]);
    expect(mail?.to.address).toBe('jane.doe@example.com');
    expect(await inspect(world().tokens()[0] ?? '')).toEqual({ kind: 'good' });
    expect(await states()).toEqual(['sent']);
  });

  it('begins the life of its token at the hand-over, however long it waited', async () => {
    await ask();
    world().pass(3 * HOUR);
    await world().deliver();
    world().pass(30 * MINUTE - 1);
    expect(await inspect(world().tokens()[0] ?? '')).toEqual({ kind: 'good' });
    world().pass(1);
    expect(await inspect(world().tokens()[0] ?? '')).toEqual({ kind: 'bad-token' });
  });

  it('is delivered once: nothing is due afterwards', async () => {
    await ask();
    await world().deliver();
    world().pass(HOUR);
    expect(await world().deliver()).toEqual({ claimed: 0, mayBeMore: false, channelDown: null });
  });

  it('answers all requests that wait for the same name', async () => {
    for (const name of ['jane.doe', 'jane.doe', 'jane.doe']) {
      world().pass(MINUTE);
      await ask(name);
    }
    await world().deliver();
    expect(world().mails()).toHaveLength(1);
    expect(world().mails()[0]?.text).toContain('on 1 January 2026 at 00:03 UTC');
    expect(await states()).toEqual(['skipped: folded', 'skipped: folded', 'sent']);
  });

  it('is not swallowed by a stranger’s request for a name that only looks alike', async () => {
    for (const name of ['JANE.DOE', ' jane.doe', 'jane.doe']) await ask(name);
    await world().deliver();
    expect(
      world()
        .mails()
        .map(({ to }) => to.address),
    ).toEqual(['jane.doe@example.com']);
    expect(await states()).toEqual(['sent', 'skipped: unknown user', 'skipped: unknown user']);
  });

  it('keeps an earlier link alive, and lets the fourth supersede the oldest', async () => {
    await begin({ rules: { limitPerUser: null } });
    for (let n = 0; n < 4; n += 1) {
      await ask();
      await world().deliver();
    }
    const kinds = await Promise.all(
      world()
        .tokens()
        .map(async (token) => (await inspect(token)).kind),
    );
    expect(kinds).toEqual(['bad-token', 'good', 'good', 'good']);
  });
});

describe('a letter that gets no mail', () => {
  it.each<[string, Partial<MemoryUser>]>([
    ['disabled', { enabled: false }],
    ['externally managed', { externallyManaged: true }],
    ['no mailbox', { email: null }],
    ['no mailbox: several addresses', { email: 'jane@example.com\r\nBcc: eve@example.com' }],
    ['no mailbox: not an address', { email: 'ask the front desk' }],
  ])('is skipped as "%s" and tells only the operator', async (reason, row) => {
    await world().store.changeUser(jane(), row);
    await ask();
    await world().deliver();
    expect(world().mails()).toEqual([]);
    expect(await states()).toEqual([`skipped: ${reason}`]);
  });

  it('is skipped as "unknown user" where nobody has exactly that name', async () => {
    for (const name of ['nobody', 'JANE.DOE', 'jane.doe ']) {
      await ask(name);
      await world().deliver();
    }
    expect(world().mails()).toEqual([]);
    expect(new Set(await states())).toEqual(new Set(['skipped: unknown user']));
  });

  it('is skipped as "limit" beyond the mails a user may get in the window, and no longer', async () => {
    for (let n = 0; n < 4; n += 1) {
      await ask();
      await world().deliver();
      world().pass(MINUTE);
    }
    expect(await states()).toEqual(['skipped: limit', 'sent', 'sent', 'sent']);
    world().pass(HOUR);
    await ask();
    await world().deliver();
    expect(world().mails()).toHaveLength(4);
  });

  it('is judged when it is delivered, not when it was asked for', async () => {
    await world().store.changeUser(jane(), { email: null });
    await ask();
    await world().store.changeUser(jane(), { email: 'new@example.com' });
    await world().deliver();
    expect(
      world()
        .mails()
        .map(({ to }) => to.address),
    ).toEqual(['new@example.com']);
  });
});

describe('a courier that is to stop', () => {
  it('gives back what is not on its way', async () => {
    await ask();
    world().courier.stopping = true;
    await world().deliver();
    expect(world().events.map(({ kind }) => kind)).toEqual(['claimed', 'released']);
    world().courier.stopping = false;
    await world().deliver();
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
                  holdNamed: (names) =>
                    broken && names.includes('poison')
                      ? Promise.reject(new Error('boom'))
                      : unit.users.holdNamed(names),
                },
              }),
            ),
        },
      }),
    });
    await world().store.addUser(userRow({ username: 'poison', email: 'poison@example.com' }));
    await ask('poison');
    await ask();
    await world().deliver();
    expect(
      world()
        .mails()
        .map(({ to }) => to.address),
    ).toEqual(['jane.doe@example.com']);
    expect(world().events.find(({ kind }) => kind === 'failed')).toMatchObject({ fault: new Error('boom') });
    broken = false;
    world().pass(MINUTE);
    await world().deliver();
    expect(await states()).toEqual(['sent', 'sent']);
  });
});
