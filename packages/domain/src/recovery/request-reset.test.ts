import { Overloaded } from '@rekey/concurrency';
import { beforeEach, describe, expect, it } from 'vitest';
import { userRow } from '../../test/rows.ts';
import { HERE, openWorld, type World } from '../../test/world.ts';

const ask = (world: World, username: string) => world.requestReset({ username, address: HERE });

describe('requestReset with documented answers', () => {
  let world: World;
  beforeEach(async () => {
    world = openWorld();
    await world.store.addUser(userRow());
    await world.store.addUser(userRow({ username: 'external', externallyManaged: true }));
    await world.store.addUser(userRow({ username: 'disabled', enabled: false }));
    await world.store.addUser(userRow({ username: 'no-mailbox', email: null }));
    await world.store.addUser(userRow({ username: 'odd-mailbox', email: 'jane@example.com, eve@example.com' }));
  });

  it.each([
    ['jane.doe', { kind: 'accepted', username: 'jane.doe' }],
    ['disabled', { kind: 'accepted', username: 'disabled' }],
    ['nobody', { kind: 'unknown-user' }],
    ['Jane.Doe', { kind: 'unknown-user' }],
    ['external', { kind: 'externally-managed' }],
    ['no-mailbox', { kind: 'no-mailbox' }],
    ['odd-mailbox', { kind: 'no-mailbox' }],
    ['', { kind: 'malformed' }],
    ['jane\u0000', { kind: 'malformed' }],
  ])('answers %j with %j', async (username, outcome) => {
    expect(await ask(world, username)).toEqual(outcome);
  });

  it('keeps a request for the name that was judged, whatever else a careless caller passes on', async () => {
    const more = { kind: 'notice', submittedName: 'external', nameKey: 'external' };
    await world.requestReset({ ...more, username: 'jane.doe', address: HERE });
    expect(await world.store.letters.list({ limit: 1, username: 'jane.doe' })).toMatchObject([
      { kind: 'reset', username: 'jane.doe' },
    ]);
  });

  it('keeps one letter for each accepted request and none for a refused one', async () => {
    for (const name of ['jane.doe', 'nobody', 'jane.doe', 'external', 'no-mailbox', '']) await ask(world, name);
    const kept = await world.allLetters();
    expect(kept.map(({ username, state }) => [username, state])).toEqual([
      ['jane.doe', 'pending'],
      ['jane.doe', 'pending'],
    ]);
  });
});

describe('requestReset with private answers', () => {
  it('answers every well-formed name alike and never looks at a user', async () => {
    const looked: string[] = [];
    const looking = <Found>(what: string, found: Found): Found => {
      looked.push(what);
      return found;
    };
    const world = openWorld({
      answers: 'private',
      through: (store) => ({
        ...store,
        directory: {
          findByName: (name) => looking(name, store.directory.findByName(name)),
          findByKey: (key) => looking(key, store.directory.findByKey(key)),
        },
      }),
    });
    await world.store.addUser(userRow());
    await world.store.addUser(userRow({ username: 'external', externallyManaged: true }));
    for (const username of ['jane.doe', 'external', 'nobody']) {
      expect(await ask(world, username)).toEqual({ kind: 'accepted', username });
    }
    expect(looked).toEqual([]);
    expect(await world.allLetters()).toHaveLength(3);
  });

  it('still refuses a malformed name', async () => {
    expect(await ask(openWorld({ answers: 'private' }), '\t')).toEqual({ kind: 'malformed' });
  });
});

describe('requestReset under load', () => {
  it('says so when as many letters wait as may wait, and keeps nothing more', async () => {
    const world = openWorld({ answers: 'private', maxPendingLetters: 2 });
    await ask(world, 'a');
    await ask(world, 'b');
    expect(await ask(world, 'c')).toEqual({ kind: 'overloaded', retryAfterMs: 5_000 });
    expect(await world.allLetters()).toHaveLength(2);
  });

  it('throws Overloaded when as many look-ups wait as may wait, and keeps nothing', async () => {
    const overloaded = new Overloaded('too many look-ups wait');
    const findByName = () => Promise.reject(overloaded);
    const world = openWorld({
      through: (store) => ({ ...store, directory: { ...store.directory, findByName } }),
    });
    await expect(ask(world, 'jane.doe')).rejects.toBe(overloaded);
    expect(await world.allLetters()).toEqual([]);
  });

  it('counts the requests of an address, after their shape and before anything else', async () => {
    const world = openWorld({ requestsPerMinute: 2 });
    for (const username of ['', '', '', 'nobody']) await ask(world, username);
    expect(await ask(world, 'nobody')).toEqual({ kind: 'unknown-user' });
    const limited = await ask(world, 'nobody');
    expect(limited.kind).toBe('too-many-requests');
    expect(await ask(world, '')).toEqual({ kind: 'malformed' });
  });
});
