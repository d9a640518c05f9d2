import { beforeEach, describe, expect, it } from 'vitest';
import { janesWorld } from '../../test/jane.ts';
import { userRow } from '../../test/rows.ts';
import { tokenFor } from '../../test/tokens.ts';
import { HERE, NEW_PASSWORD } from '../../test/world.ts';

const { begin, world, jane, inspect, set, opens, liveTokens } = janesWorld();

describe('setPassword', () => {
  beforeEach(() => begin());

  it('changes the password of whoever holds a good token, once', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
    expect(await opens(NEW_PASSWORD)).toBe(true);
    expect(await set(token, 'another new password')).toEqual({ kind: 'bad-token' });
    expect(await opens(NEW_PASSWORD)).toBe(true);
  });

  it('kills every other token of the user, and nobody else’s', async () => {
    await world().store.addUser(userRow({ username: 'john.doe' }));
    const sibling = await tokenFor(world(), 'jane.doe');
    const stranger = await tokenFor(world(), 'john.doe');
    await set(await tokenFor(world(), 'jane.doe'));
    expect(await inspect(sibling)).toEqual({ kind: 'bad-token' });
    expect(await liveTokens()).toBe(0);
    expect(await inspect(stranger)).toEqual({ kind: 'good' });
  });

  it('leaves everything as it was where e-mail or password changed right before the hash is written', async () => {
    let moved = false;
    await begin({
      through: (store) => ({
        ...store,
        units: {
          run: (work) =>
            store.units.run((unit) => {
              const { replacePassword } = unit.users;
              const users = {
                ...unit.users,
                replacePassword: moved ? async () => 'changed-meanwhile' as const : replacePassword,
              };
              return work({ ...unit, users });
            }),
        },
      }),
    });
    const token = await tokenFor(world(), 'jane.doe');
    moved = true;
    expect(await set(token)).toEqual({ kind: 'bad-token' });
    expect([await inspect(token), await world().allLetters(), await opens(NEW_PASSWORD)]).toEqual([
      { kind: 'good' },
      [],
      false,
    ]);
  });

  it('queues a notice to the address as it was, and records the change', async () => {
    await set(await tokenFor(world(), 'jane.doe'));
    await world().store.changeUser(jane(), { email: 'intruder@example.com' });
    await world().deliver();
    expect(
      world()
        .mails()
        .map(({ to, subject }) => [to.address, subject]),
    ).toEqual([['jane.doe@example.com', 'Your password was changed']]);
    expect(await world().store.readAudit()).toMatchObject([
      { event: { kind: 'password-changed', userKey: jane(), username: 'jane.doe', address: HERE } },
      { event: { kind: 'letter-sent', letterKind: 'notice', userKey: jane() } },
    ]);
  });

  it('ends the sessions of the user, and nobody else’s, if the password is changed', async () => {
    const { store } = world();
    const john = { key: await store.addUser(userRow({ username: 'john.doe' })) };
    for (const user of [{ key: jane() }, { key: jane() }, john]) await store.signIn(user);
    const token = await tokenFor(world(), 'jane.doe');
    await set(token, 'short');
    expect(await store.sessionsOf({ key: jane() })).toBe(2);
    await set(token);
    expect([await store.sessionsOf({ key: jane() }), await store.sessionsOf(john)]).toEqual([0, 1]);
  });

  it('sets a password for a user who had none, and tells nobody where there is no mailbox', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    await world().store.addUser(userRow({ username: 'silent', email: null }));
    expect(await set(await tokenFor(world(), 'silent'))).toMatchObject({
      kind: 'changed',
      user: { username: 'silent' },
    });
    expect(await world().allLetters()).toEqual([]);
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
  });

  it.each([
    ['NUL', 'correct horse\0battery', 'correct horse\0staples'],
    ['byte 72', `${'x'.repeat(72)}a`, `${'x'.repeat(72)}b`],
    ['character 255, of four bytes each', `${'😀'.repeat(255)}a`, `${'😀'.repeat(255)}b`],
    ['a space at the end', 'correct horse battery ', 'correct horse battery'],
  ])('cuts no password at %s', async (_, chosen, other) => {
    expect(await set(await tokenFor(world(), 'jane.doe'), chosen)).toMatchObject({ kind: 'changed' });
    expect([await opens(chosen), await opens(other)]).toEqual([true, false]);
  });

  it('normalises what it hashes as the policy says', async () => {
    await set(await tokenFor(world(), 'jane.doe'), 'cafe\u0301 '.repeat(4));
    expect(await opens('caf\u00e9 '.repeat(4))).toBe(true);
  });
});

describe('a refused password', () => {
  beforeEach(() => begin());

  it.each([
    ['too short', 'short', [{ code: 'too-short', minimum: 15 }]],
    ['too long', 'x'.repeat(257), [{ code: 'too-long', maximum: 256 }]],
    ['common', 'a very common password', [{ code: 'common' }]],
    ['the e-mail of the user', 'Jane.Doe@example.com', [{ code: 'is-email' }]],
    ['in somebody’s breach', 'a breached password', [{ code: 'breached' }]],
  ])('names what is wrong and does not cost the token: %s', async (_, password, reasons) => {
    const token = await tokenFor(world(), 'jane.doe');
    expect(await set(token, password)).toEqual({ kind: 'rejected', reasons });
    expect(await inspect(token)).toEqual({ kind: 'good' });
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
  });

  it('is refused before a bad token is, by the rules that need no user', async () => {
    expect(await set('nonsense', 'short')).toMatchObject({ kind: 'rejected' });
  });

  it('is refused after a bad token is, by the rules that need the user', async () => {
    expect(await set('nonsense', 'jane.doe@example.com')).toEqual({ kind: 'bad-token' });
  });
});

describe('the check for breaches', () => {
  const BREACHED = 'a breached password';
  beforeEach(() => begin());

  it('is one reason among all others of its stage', async () => {
    await world().store.changeUser(jane(), { email: 'jane.breached@example.com' });
    const token = await tokenFor(world(), 'jane.doe');
    const reasons = [{ code: 'is-email' }, { code: 'breached' }];
    expect(await set(token, 'jane.breached@example.com')).toEqual({ kind: 'rejected', reasons });
  });

  it('is made for the holder of a good token only, and before anything is hashed', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    const { countLooks, countHashes } = world();
    expect(await set('A'.repeat(43), BREACHED)).toEqual({ kind: 'bad-token' });
    expect(await set(token, 'short')).toMatchObject({ kind: 'rejected' });
    await world().store.changeUser(jane(), { enabled: false });
    expect(await set(token, BREACHED)).toEqual({ kind: 'bad-token' });
    expect(countLooks()).toBe(0);
    await world().store.changeUser(jane(), { enabled: true });
    expect(await set(token, BREACHED)).toMatchObject({ kind: 'rejected' });
    expect(countLooks()).toBe(1);
    expect(countHashes()).toBe(0);
  });

  it('lets the password through while the service is away, and leaves a mark in the audit trail', async () => {
    world().breached.beAway(true);
    expect(await set(await tokenFor(world(), 'jane.doe'), BREACHED)).toMatchObject({ kind: 'changed' });
    world().breached.beAway(false);
    await set(await tokenFor(world(), 'jane.doe'));
    const marks = (await world().store.readAudit()).map(({ event }) => 'reason' in event && event.reason);
    expect(marks).toEqual(['breach check unavailable', null]);
  });
});
