import type { MemoryUser } from '@rekey/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { janesWorld } from '../../test/jane.ts';
import { userRow } from '../../test/rows.ts';
import { tokenFor } from '../../test/tokens.ts';
import { HERE, NEW_PASSWORD } from '../../test/world.ts';
import { TooManyUnits } from '../ports/unit-of-work.ts';

const { begin, world, jane, inspect, set, opens } = janesWorld();

describe('setPassword', () => {
  beforeEach(() => begin());

  it('changes the password of whoever holds a good token, once', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    expect(await set(token)).toEqual({ kind: 'changed', username: 'jane.doe' });
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
    expect(await inspect(stranger)).toEqual({ kind: 'good' });
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
    expect(await set(await tokenFor(world(), 'silent'))).toEqual({ kind: 'changed', username: 'silent' });
    expect(await world().allLetters()).toEqual([]);
    expect(await set(token)).toEqual({ kind: 'changed', username: 'jane.doe' });
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
    expect(await set(token)).toEqual({ kind: 'changed', username: 'jane.doe' });
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

describe('a token', () => {
  beforeEach(() => begin());

  const janeNow = (change: Partial<MemoryUser>) => world().store.changeUser(jane(), change);

  it.each<[string, string, () => Promise<unknown> | unknown]>([
    ['its user is gone', 'user-gone', () => world().store.removeUser(jane())],
    ['its user is managed elsewhere by now', 'externally-managed', () => janeNow({ externallyManaged: true })],
    ['its user is disabled', 'bad-token', () => janeNow({ enabled: false })],
    ['the e-mail changed', 'bad-token', () => janeNow({ email: 'other@example.com' })],
    ['the password changed by another hand', 'bad-token', () => janeNow({ passwordHash: 'x' as never })],
    ['its life is over', 'bad-token', () => world().pass(30 * 60_000)],
  ])('is refused when %s: %s', async (_, kind, happen) => {
    const token = await tokenFor(world(), 'jane.doe');
    await happen();
    expect(await inspect(token)).toEqual({ kind });
    expect(await set(token)).toEqual({ kind });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['disabled', () => janeNow({ enabled: false })],
    ['externally managed', () => janeNow({ externallyManaged: true })],
    ['e-mail or password changed since', () => janeNow({ email: 'other@example.com' })],
    ['user gone', () => world().store.removeUser(jane())],
  ])(
    'leaves one event when it is refused, however often, so that an operator can say why: %s',
    async (reason, happen) => {
      const token = await tokenFor(world(), 'jane.doe');
      await happen();
      for (let post = 0; post < 3; post += 1) await set(token);
      await inspect(token);
      const events = (await world().store.readAudit()).map(({ event }) => event);
      expect(events).toMatchObject([{ kind: 'token-refused', userKey: jane(), address: HERE, reason }]);
    },
  );

  it('leaves no event when it was only guessed, or is used up', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    await set(token);
    for (const guess of [token, 'nonsense', 'A'.repeat(43)]) await set(guess);
    expect(await world().store.readAudit()).toMatchObject([{ event: { kind: 'password-changed' } }]);
  });

  it('is good until the last millisecond of its life', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    world().pass(30 * 60_000 - 1);
    expect(await inspect(token)).toEqual({ kind: 'good' });
  });

  it('works again for a user who is enabled again: a refusal consumes nothing', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    await janeNow({ enabled: false });
    await set(token);
    await janeNow({ enabled: true });
    expect(await set(token)).toEqual({ kind: 'changed', username: 'jane.doe' });
  });

  it('follows its user through a rename, and is not inherited with a name', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    await janeNow({ username: 'jane.smith' });
    await world().store.addUser(userRow({ username: 'jane.doe' }));
    expect(await set(token)).toEqual({ kind: 'changed', username: 'jane.smith' });
  });

  it.each(['', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, ` ${'A'.repeat(43)}`, 'A'.repeat(65_536)])(
    'is refused unless it has its exact form (case %#)',
    async (token) => {
      expect(await inspect(token)).toEqual({ kind: 'bad-token' });
      expect(await set(token)).toEqual({ kind: 'bad-token' });
    },
  );
});

describe('work for a stranger', () => {
  it('is never a hash: bad tokens and refused passwords cost none', async () => {
    await begin();
    const hashed = world().countHashes;
    await set('A'.repeat(43));
    await set(await tokenFor(world(), 'jane.doe'), 'jane.doe@example.com');
    expect(hashed()).toBe(0);
  });

  it('is no hash of a password without end, also for the holder of a good token (CVE-2013-1443)', async () => {
    await begin();
    const endless = 'x'.repeat(1_000_000);
    expect(await set(await tokenFor(world(), 'jane.doe'), endless)).toMatchObject({ reasons: [{ code: 'too-long' }] });
    expect(world().countHashes()).toBe(0);
  });

  it('is one hash for fifty posts of one token: one wins and the rest look again', async () => {
    await begin();
    const token = await tokenFor(world(), 'jane.doe');
    const hashed = world().countHashes;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => set(token, `password number ${n} of fifty`)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'bad-token')).toHaveLength(49);
    expect(hashed()).toBe(1);
  });

  it('is turned away when hashes queue up, and the token survives', async () => {
    await begin();
    const token = await tokenFor(world(), 'jane.doe');
    world().makeHasherBusy(true);
    expect(await set(token)).toEqual({ kind: 'overloaded', retryAfterMs: 2_000 });
    world().makeHasherBusy(false);
    expect(await set(token)).toEqual({ kind: 'changed', username: 'jane.doe' });
  });
});

describe('a caller who has given up', () => {
  it('finds nothing changed: the transaction does not begin, and the token stays good', async () => {
    await begin();
    const token = await tokenFor(world(), 'jane.doe');
    let wanted = true;
    world().atNextHash(() => {
      wanted = false;
    });
    const chosen = { token, newPassword: NEW_PASSWORD, address: HERE, stillWanted: () => wanted };
    expect(await world().setPassword(chosen)).toEqual({ kind: 'overloaded', retryAfterMs: 2_000 });
    expect(await opens(NEW_PASSWORD)).toBe(false);
    expect(await inspect(token)).toEqual({ kind: 'good' });
  });

  it('is told to come back where too many units wait', async () => {
    let crowded = false;
    await begin({
      through: (store) => ({
        ...store,
        units: { run: (work) => (crowded ? Promise.reject(new TooManyUnits()) : store.units.run(work)) },
      }),
    });
    const token = await tokenFor(world(), 'jane.doe');
    crowded = true;
    expect(await set(token)).toEqual({ kind: 'overloaded', retryAfterMs: 2_000 });
    crowded = false;
    expect(await set(token)).toEqual({ kind: 'changed', username: 'jane.doe' });
  });
});

describe('a token that expires while its password is hashed', () => {
  it('is refused, and nothing is written', async () => {
    await begin();
    const token = await tokenFor(world(), 'jane.doe');
    world().atNextHash(() => world().pass(30 * 60_000));
    expect(await set(token)).toEqual({ kind: 'bad-token' });
    expect(await opens(NEW_PASSWORD)).toBe(false);
  });
});
