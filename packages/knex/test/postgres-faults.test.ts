import { CommitUnknown, type Unit, type UnitOfWork } from '@rekey/domain/ports';
import type { PasswordHash } from '@rekey/domain/values';
import type { Fate } from '@rekey/laboratory';
import { describe, expect, it, vi } from 'vitest';
import { rows } from '../src/connections.ts';
import { cuttingProxy } from './cutting-proxy.ts';
import { connected, migrated, opened } from './databases.ts';
import { CLAIM, request, user } from './sample-rows.ts';

const setPassword = (units: UnitOfWork) =>
  units.run(async ({ users }) => {
    const held = await users.hold({ name: 'jane' });
    return held && users.replacePassword(held, '$argon2id$second' as PasswordHash);
  });

function signal(): [send: () => void, sent: Promise<void>] {
  let send = () => {};
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  return [send, sent];
}

describe('on PostgreSQL', () => {
  it.each([
    ['cut before', '$argon2id$first'],
    ['cut after', '$argon2id$second'],
  ] as const)('throws CommitUnknown when the line is %s the COMMIT arrives', async (fate, hash) => {
    const [database, url] = await migrated('PostgreSQL');
    await database.users?.add(user('jane'));
    const proxied = await cuttingProxy(url, (said) => (said.includes('COMMIT;') ? fate : 'pass'));
    await expect(setPassword(opened({ url: proxied }).units)).rejects.toBeInstanceOf(CommitUnknown);
    expect(await database.passwordHashOf('jane')).toEqual({ hash });
  });

  it('says nothing of an unknown COMMIT when the line is cut earlier, and changes nothing', async () => {
    const [database, url] = await migrated('PostgreSQL');
    await database.users?.add(user('jane'));
    for (const word of ['begin;', 'for no key update', 'update "users"']) {
      const proxied = await cuttingProxy(url, (said) => (said.toLowerCase().includes(word) ? 'cut before' : 'pass'));
      const failure = await setPassword(opened({ url: proxied }).units).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(CommitUnknown);
      expect(await database.passwordHashOf('jane')).toEqual({ hash: '$argon2id$first' });
    }
  });

  it('fails within its bound when the server has gone silent, and works again when it is back', async () => {
    const [, url] = await migrated('PostgreSQL');
    let fate: Fate = 'pass';
    const proxied = await cuttingProxy(url, () => fate);
    const database = opened({ url: proxied, limits: { answerMs: 500, connectMs: 1_000, acquireMs: 1_500 } });
    await database.ping();
    fate = 'swallow';
    await expect(database.letters.post(request('a'))).rejects.toThrow();
    await expect(database.directory.findByName('a')).rejects.toThrow();
    fate = 'pass';
    await vi.waitFor(async () => expect(await database.letters.post(request('b'))).toBe('posted'), 10_000);
    expect(await database.directory.findByName('a')).toBeNull();
  });

  it('runs units again that deadlocked on a host application that locks in another order', async () => {
    const [database, url] = await migrated('PostgreSQL');
    for (const name of ['a', 'b']) await database.users?.add(user(name));
    let runs = 0;
    const holdBoth = async ({ users }: Unit, [first, second]: readonly [string, string]) => {
      runs += 1;
      await users.hold({ name: first });
      await met();
      await users.hold({ name: second });
    };
    let waiting: (() => void)[] = [];
    // Both hold one row before either asks for the other; later runs find nobody waiting and go on.
    const met = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length < 2 && runs <= 2) return;
        for (const go of waiting) go();
        waiting = [];
      });
    await Promise.all([
      database.units.run((unit) => holdBoth(unit, ['a', 'b'])),
      database.units.run((unit) => holdBoth(unit, ['b', 'a'])),
    ]);
    expect(runs).toBeGreaterThan(2);
    expect(await connected({ url }).read('users').pluck('username')).toHaveLength(2);
  });

  it('parses a statement once a connection', async () => {
    const [, url] = await migrated('PostgreSQL');
    const said: string[] = [];
    const proxied = await cuttingProxy(url, (words) => {
      said.push(words);
      return 'pass';
    });
    const database = opened({ url: proxied, limits: { maxConnections: 1 } });
    for (const name of ['a', 'b', 'c']) expect(await database.directory.findByName(name)).toBeNull();
    expect(said.filter((words) => words.includes('from "users"'))).toHaveLength(1);
  });

  it('fails once, and not for ever, when a host application gives a column another type', async () => {
    const [database, url] = await migrated('PostgreSQL');
    await database.users?.add(user('jane'));
    const { directory } = opened({ url, limits: { maxConnections: 1 } });
    const jane = await directory.findByName('jane');
    const host = connected({ url }).write;
    await host.raw(
      'alter table users alter column enabled drop default, alter column enabled type int using enabled::int',
    );
    await expect(directory.findByName('jane')).rejects.toThrow('cached plan');
    expect(await directory.findByName('jane')).toEqual(jane);
  });

  it('takes its locks from a unit that sits idle, so that nobody waits for it for ever', async () => {
    const [database, url] = await migrated('PostgreSQL');
    await database.users?.add(user('jane'));
    const { units } = opened({ url, limits: { idleInTransactionMs: 500 } });
    const [fallAsleep, asleep] = signal();
    const [wake, awake] = signal();
    const idle = units.run(async ({ users }) => {
      await users.hold({ name: 'jane' });
      fallAsleep();
      await awake;
      return users.hold({ name: 'jane' });
    });
    const failure = idle.catch((error: unknown) => error);
    await asleep;
    expect(await setPassword(database.units)).not.toBe('changed-meanwhile');
    wake();
    expect(await failure).toBeInstanceOf(Error);
    expect(await database.passwordHashOf('jane')).toEqual({ hash: '$argon2id$second' });
  });

  it('is durable and bounded in every session, whatever the database is set to', async () => {
    const [, url] = await migrated('PostgreSQL');
    const { write } = connected({ url });
    const name = new URL(url).pathname.slice(1);
    const loose = { synchronous_commit: 'off', statement_timeout: '0', lock_timeout: '0', enable_seqscan: 'on' };
    for (const [setting, value] of Object.entries(loose)) {
      await write.raw(`alter database ${name} set ${setting} = '${value}'`);
    }
    const { read } = connected({ url });
    const told = Object.keys(loose).map(async (setting) => (await rows(read, `show ${setting}`))[0]?.[setting]);
    expect(await Promise.all(told)).toEqual(['on', '5s', '3s', 'off']);
  });

  it('lets a host application write what refers to a user while a unit holds that user', async () => {
    const [database, url] = await migrated('PostgreSQL');
    await database.users?.add(user('jane'));
    const host = connected({ url, limits: { lockMs: 500 } }).write;
    await host.raw('create table orders (user_id bigint references users (id))');
    await database.units.run(async ({ users }) => {
      await users.hold({ name: 'jane' });
      await host.raw('insert into orders select id from users');
    });
    expect(await host('orders').pluck('user_id')).toHaveLength(1);
  });

  it('claims without waiting for a unit that holds a letter', async () => {
    const [database] = await migrated('PostgreSQL');
    await database.letters.post(request('held'));
    await database.letters.post(request('held'));
    await database.letters.post(request('free'));
    const [held] = await database.letters.list({ limit: 10, username: 'held' });
    await database.units.run(async ({ letters }) => {
      if (held !== undefined) await letters.proveDelivered(held.id);
      const { claimed } = await database.letters.claim(CLAIM);
      expect(claimed.map(({ letter }) => letter.kind === 'reset' && letter.submittedName)).toEqual(['held', 'free']);
    });
    const ends = (await database.letters.list({ limit: 10 })).map(({ state }) => state);
    expect(ends).toEqual(['pending', 'sent', 'pending']);
  });
});
