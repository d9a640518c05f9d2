import { randomUUID } from 'node:crypto';
import type { PasswordHash, UserKey } from '@rekey/domain/values';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type UsersTableMapping, usersTable } from '../src/index.ts';
import { connected, freshUrl, KINDS, migrated, opened } from './databases.ts';
import { user } from './sample-rows.ts';

const BARE: UsersTableMapping = {
  table: 'people',
  keyType: 'integer',
  columns: { key: 'no', username: 'login', email: 'mail', passwordHash: 'secret' },
};

async function bareTable(kind: (typeof KINDS)[number]): Promise<string> {
  const url = await freshUrl(kind);
  const { write } = connected({ url });
  await write.raw('create table people (no integer primary key, login text, mail text, secret text)');
  await write.raw(`insert into people values (1, 'jane', 'jane@example.com', null)`);
  return url;
}

describe.each(KINDS)('a mapped users table on %s', (kind) => {
  it('needs no more than a key, a name, an e-mail and a hash', async () => {
    const url = await bareTable(kind);
    const database = opened({ url, mapping: BARE });
    await database.migrate();
    await database.checkUsersTable();
    const jane = await database.directory.findByName('jane');
    expect(jane).toMatchObject({ key: '1', firstName: null, lastName: null, externallyManaged: false, enabled: true });
    const revision = await database.units.run(async ({ users }) => {
      const held = await users.hold({ name: 'jane' });
      return held && users.replacePassword(held, 'hashed' as PasswordHash);
    });
    expect((await database.directory.findByKey('1' as UserKey))?.revision).toBe(revision);
  });

  it('knows nobody under a key that no row can have', async () => {
    const database = opened({ url: await bareTable(kind), mapping: BARE });
    for (const key of ['', 'jane', '1; --', '01', '1.0', '9223372036854775808', '99999999999999999999', '\0']) {
      expect(await database.directory.findByKey(key as UserKey)).toBeNull();
      expect(await database.units.run(({ users }) => users.hold({ key: key as UserKey }))).toBeNull();
    }
  });

  it('finds a user by the longest key that an integer of 64 bits can be', async () => {
    const url = await freshUrl(kind);
    const { write } = connected({ url });
    await write.raw('create table people (no bigint primary key, login text, mail text, secret text)');
    await write.raw(`insert into people values (9223372036854775807, 'jane', 'jane@example.com', null)`);
    const { directory } = opened({ url, mapping: BARE });
    const jane = await directory.findByName('jane');
    expect(jane?.key).toBe('9223372036854775807');
    expect(await directory.findByKey(jane?.key ?? ('' as UserKey))).toEqual(jane);
  });

  it('knows nobody under a name that no database keeps, and fails nobody else for it', async () => {
    const database = opened({ url: await bareTable(kind), mapping: BARE });
    const found = await Promise.all(['jane', 'ja\0ne', '\ud800', 'jane\0'].map(database.directory.findByName));
    expect(found.map((each) => each?.username ?? null)).toEqual(['jane', null, null, null]);
  });

  it('is refused with one clear line when it does not fit, not mistaken for text', async () => {
    const url = await bareTable(kind);
    const misspelt = { ...BARE, columns: { ...BARE.columns, email: 'emial' } };
    const database = opened({ url, mapping: misspelt });
    await expect(database.checkUsersTable()).rejects.toThrow('the mapping of the users table does not fit');
    await expect(database.directory.findByName('jane')).rejects.toThrow('emial');
    const changedAt = { column: 'chagned', as: 'milliseconds' } as const;
    const unwritable = { ...BARE, columns: { ...BARE.columns, passwordChangedAt: changedAt } };
    await expect(opened({ url, mapping: unwritable }).checkUsersTable()).rejects.toThrow(/does not fit.*chagned/s);
    expect(() => opened({ url, mapping: { ...BARE, table: '' } })).toThrow('table: a table name is wanted');
  });

  it('is refused with the sessions of its users when those do not fit', async () => {
    const url = await bareTable(kind);
    await connected({ url }).write.raw('create table visits (who integer)');
    const visits = { table: 'visits', user: { column: 'who' } };
    await opened({ url, mapping: BARE, sessions: visits }).checkSessionsTable();
    const ended = { ...visits, end: { column: 'over', as: 'true' } as const };
    for (const sessions of [{ ...visits, table: 'vists' }, { ...visits, user: { column: 'whom' } }, ended]) {
      const check = opened({ url, mapping: BARE, sessions }).checkSessionsTable();
      await expect(check).rejects.toThrow('the mapping of the sessions table does not fit');
    }
  });

  it('lets no value of a row into the error of a constraint that refuses a hash', async () => {
    const url = await freshUrl(kind);
    const { write } = connected({ url });
    await write.raw(
      'create table people (no integer primary key, login text, mail text, secret text check (secret is null))',
    );
    await write.raw(`insert into people values (1, 'jane', 'jane@example.com', null)`);
    const failure = await opened({ url, mapping: BARE })
      .units.run(async ({ users }) => {
        const held = await users.hold({ name: 'jane' });
        return held && users.replacePassword(held, 'hashed' as PasswordHash);
      })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    const told = `${failure} ${JSON.stringify(failure)} ${(failure as Error).stack}`;
    expect(told).toMatch(/check|constraint/i);
    expect(told).not.toMatch(/hashed|jane@/);
  });

  it('takes a hash over nothing but the e-mail and the hash that were judged', async () => {
    const url = await bareTable(kind);
    const { write, dialect } = connected({ url });
    const people = usersTable(dialect, BARE);
    const jane = { key: '1', email: 'jane@example.com', passwordHash: null, hasPasswordRow: true };
    const written = async (judged: typeof jane | Record<keyof typeof jane, unknown>) => {
      const [change] = people.write.statements(judged as typeof jane, 'hashed', write);
      return change === undefined ? -1 : dialect.count(write, change);
    };
    expect(await written({ ...jane, email: 'jane@elsewhere.example' })).toBe(0);
    expect(await written({ ...jane, passwordHash: 'another' })).toBe(0);
    expect(await written(jane)).toBe(1);
    expect(await written(jane)).toBe(0);
  });

  it('is administered by the host application alone', async () => {
    expect(opened({ url: await bareTable(kind), mapping: BARE }).users).toBeNull();
  });

  it('is found by one query for many look-ups at once', async () => {
    const [database] = await migrated(kind);
    const names = Array.from({ length: 50 }, (_, index) => `user ${index}`);
    for (const name of names) await database.users?.add(user(name));
    const found = await Promise.all([...names, 'nobody', ...names].map(database.directory.findByName));
    expect(found.map((each) => each?.username ?? null)).toEqual([...names, null, ...names]);
  });
});

describe('a mapped users table on PostgreSQL', () => {
  it('is refused when this user may read it and not write a password', async () => {
    const url = await bareTable('PostgreSQL');
    const { write } = connected({ url });
    const role = `reader_${randomUUID().replaceAll('-', '')}`;
    await write.raw(`create role ${role}`);
    onTestFinished(async () => {
      await write.raw(`drop owned by ${role}`);
      await write.raw(`drop role ${role}`);
    });
    await write.raw(`create table visits (who integer); grant select on people, visits to ${role}`);
    const sessions = { table: 'visits', user: { column: 'who' } };
    const database = opened({ url: `${url}?options=-c%20role%3D${role}`, mapping: BARE, sessions });
    await expect(database.checkUsersTable()).rejects.toThrow(/does not fit.*permission denied/s);
    await expect(database.checkSessionsTable()).rejects.toThrow(/does not fit.*permission denied/s);
    await write.raw(`grant update (secret) on people to ${role}; grant delete on visits to ${role}`);
    await database.checkUsersTable();
    await database.checkSessionsTable();
  });

  it('is refused when the time of a change is no column of that type', async () => {
    const url = await bareTable('PostgreSQL');
    await connected({ url }).write.raw('alter table people add column changed timestamptz');
    const passwordChangedAt = { column: 'changed', as: 'milliseconds' } as const;
    const mapping = { ...BARE, columns: { ...BARE.columns, passwordChangedAt } };
    await expect(opened({ url, mapping }).checkUsersTable()).rejects.toThrow(/does not fit.*of type timestamp/s);
  });
});
