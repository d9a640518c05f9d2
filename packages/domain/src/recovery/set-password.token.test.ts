import type { MemoryUser } from '@rekey/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { janesWorld } from '../../test/jane.ts';
import { paced } from '../../test/paced.ts';
import { userRow } from '../../test/rows.ts';
import { tokenFor } from '../../test/tokens.ts';
import { HERE } from '../../test/world.ts';
import { WriteHadNoEffect } from '../ports/users.ts';

const { begin, world, jane, inspect, set } = janesWorld();

describe('a token', () => {
  beforeEach(() => begin());

  const janeNow = (change: Partial<MemoryUser>) => world().store.changeUser(jane(), change);

  it.each<[string, string, () => Promise<unknown> | unknown]>([
    ['its user is gone', 'user-gone', () => world().store.removeUser(jane())],
    ['its user is managed elsewhere by now', 'externally-managed', () => janeNow({ externallyManaged: true })],
    [
      'its user is disabled and managed elsewhere',
      'externally-managed',
      () => janeNow({ enabled: false, externallyManaged: true }),
    ],
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

  it('is no spent link where the users table took the new password and kept the old one', async () => {
    await begin({
      through: (store) =>
        paced(store, async (statement) => {
          if (statement === 'replacePassword') throw new WriteHadNoEffect();
        }),
    });
    const token = await tokenFor(world(), 'jane.doe');
    for (let post = 0; post < 3; post += 1) await expect(set(token)).rejects.toThrow(WriteHadNoEffect);
    expect(await inspect(token)).toEqual({ kind: 'good' });
    const events = (await world().store.readAudit()).map(({ event }) => event);
    expect(events).toMatchObject([{ kind: 'change-not-written', username: 'jane.doe', address: HERE }]);
  });

  it('leaves its event with the next post where the trail was away at the first', async () => {
    let away = true;
    await begin({
      through: (store) =>
        paced(store, async (statement) => {
          if (away && statement === 'record') throw new Error('the trail is away');
        }),
    });
    const token = await tokenFor(world(), 'jane.doe');
    await janeNow({ enabled: false });
    await expect(set(token)).rejects.toThrow('the trail is away');
    away = false;
    for (let post = 0; post < 2; post += 1) expect(await set(token)).toEqual({ kind: 'bad-token' });
    expect(await world().store.readAudit()).toMatchObject([{ event: { kind: 'token-refused', reason: 'disabled' } }]);
  });

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
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
  });

  it('follows its user through a rename, and is not inherited with a name', async () => {
    const token = await tokenFor(world(), 'jane.doe');
    await janeNow({ username: 'jane.smith' });
    await world().store.addUser(userRow({ username: 'jane.doe' }));
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.smith' } });
  });

  it.each(['', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, ` ${'A'.repeat(43)}`, 'A'.repeat(65_536)])(
    'is refused unless it has its exact form (case %#)',
    async (token) => {
      expect(await inspect(token)).toEqual({ kind: 'bad-token' });
      expect(await set(token)).toEqual({ kind: 'bad-token' });
    },
  );
});
