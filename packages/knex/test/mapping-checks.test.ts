import { describe, expect, it } from 'vitest';
import type { SessionsTableMapping, UsersTableMapping } from '../src/index.ts';
import { connected, freshUrl, KINDS, opened } from './databases.ts';

type Kind = (typeof KINDS)[number];

const HASH = 'the hash of a new password';
const SPLIT: UsersTableMapping = {
  table: 'people',
  keyType: 'integer',
  columns: { key: 'no', username: 'login', email: 'mail' },
  password: { table: 'secrets', user: 'person', column: 'hash', where: { kind: 'password' }, absent: 'allow' },
};
const SESSIONS: SessionsTableMapping = { table: 'sessions', user: { column: 'person' } };

/** Two tables with a user for each of these hashes; `null` is a user without a row. */
async function split(kind: Kind, hashes: readonly (string | null)[], secrets = '', ...customs: readonly string[]) {
  const url = await freshUrl(kind);
  const { write } = connected({ url });
  await write.raw('create table people (no integer primary key, login text, mail text)');
  await write.raw(`create table secrets (person integer, kind text not null, hash text not null ${secrets})`);
  for (const [index, hash] of hashes.entries()) {
    await write.raw('insert into people values (?, ?, ?)', [index, `login ${index}`, `mail${index}@example.com`]);
    const row = { person: index, kind: 'password', hash, ...(secrets === '' ? {} : { made: 'long ago' }) };
    if (hash !== null) await write('secrets').insert(row);
  }
  for (const custom of customs) await write.raw(custom);
  const check = (mapping: UsersTableMapping = SPLIT) => opened({ url, mapping }).checkUsersTable(HASH);
  return { url, write, check };
}

const MEND = 'name it in "alsoSetPassword" of the mapping, or give it a default';

describe.each(KINDS)('a table of passwords that gets rows, on %s', (kind) => {
  it.each([
    ['nobody', []],
    ['only people who have one', ['a hash']],
    ['somebody who has none', ['a hash', null]],
  ])('is refused where a new row would lack a value, tried with %s', async (_, hashes) => {
    const { check, write } = await split(kind, hashes, ', made text not null');
    await expect(check()).rejects.toThrow(/made/);
    await expect(check()).rejects.toThrow(MEND);
    expect(await write('secrets').select('hash')).toEqual(
      hashes.filter((hash) => hash !== null).map((hash) => ({ hash })),
    );
  });

  it('fits when the mapping fills the column, or nobody gets a row', async () => {
    const { check } = await split(kind, ['a hash', null], ', made text not null');
    expect(await check({ ...SPLIT, alsoSetPassword: { made: 'now' } })).toEqual([]);
    expect(await check({ ...SPLIT, password: { ...SPLIT.password, absent: 'external' } as never })).toEqual([]);
  });

  it('fits where the column has a default, or numbers itself', async () => {
    const numbered = kind === 'SQLite' ? 'id integer primary key' : 'id serial primary key';
    const { check } = await split(kind, ['a hash', null], `, made text not null default 'now', ${numbered}`);
    expect(await check()).toEqual([]);
  });

  it('is named with what fires at an insert, which a table without new rows is not', async () => {
    const custom =
      kind === 'SQLite'
        ? ['create trigger stamp after insert on secrets begin select 1; end']
        : [
            'create function stamp() returns trigger language plpgsql as $$ begin return new; end $$',
            'create trigger stamp before insert on secrets for each row execute function stamp()',
          ];
    const { check } = await split(kind, ['a hash'], '', ...custom);
    expect(await check()).toEqual(['secrets has triggers of its own: stamp']);
    expect(await check({ ...SPLIT, password: { ...SPLIT.password, absent: 'external' } as never })).toEqual([]);
  });
});

describe.each(KINDS)('a user whose address stands in another table, on %s', (kind) => {
  const mapping: UsersTableMapping = {
    table: 'people',
    keyType: 'integer',
    columns: { key: 'no', username: 'login', passwordHash: 'secret' },
    mailbox: { table: 'mails', user: 'person', column: 'mail' },
  };

  it('is another one when a second address has come: the change is refused and throws nothing else', async () => {
    const url = await freshUrl(kind);
    const { write } = connected({ url });
    await write.raw('create table people (no integer primary key, login text, secret text)');
    await write.raw('create table mails (person integer, mail text)');
    await write.raw(`insert into people values (1, 'jane', 'old')`);
    await write.raw(`insert into mails values (1, 'jane@example.com')`);
    const database = opened({ url, mapping });
    const jane = (await database.directory.findByName('jane')) ?? expect.fail('no jane');
    await write.raw(`insert into mails values (1, 'other@example.com')`);
    const change = () => database.units.run(({ users }) => users.replacePassword(jane, 'new' as never));
    expect(await change()).toBe('changed-meanwhile');
    await write.raw(`delete from mails where mail = 'other@example.com'`);
    expect(await change()).not.toBe('changed-meanwhile');
  });
});

describe.each(KINDS)('the check of a sessions table on %s', (kind) => {
  async function sessions(...customs: readonly string[]) {
    const url = await freshUrl(kind);
    const { write } = connected({ url });
    await write.raw('create table sessions (person integer, note text)');
    await write.raw(`insert into sessions values (1, 'first'), (1, 'second'), (2, 'other')`);
    for (const custom of customs) await write.raw(custom);
    return { write, check: () => opened({ url, sessions: SESSIONS }).checkSessionsTable() };
  }
  const onPostgres = (body: string) => [
    `create function keep() returns trigger language plpgsql as $$ begin ${body} end $$`,
    'create trigger keep before delete on sessions for each row execute function keep()',
  ];

  it('ends sessions for real and leaves them all', async () => {
    const { write, check } = await sessions();
    expect(await check()).toEqual([]);
    expect(await write('sessions').select('note').orderBy('note')).toHaveLength(3);
  });

  it('refuses a table that keeps its sessions without a word', async () => {
    const custom =
      kind === 'SQLite'
        ? ['create trigger keep before delete on sessions begin select raise(ignore); end']
        : onPostgres('return null;');
    const { check } = await sessions(...custom);
    await expect(check()).rejects.toThrow(
      'the mapping of the sessions table does not fit the database: it takes the end of sessions and keeps them',
    );
  });

  it('names what fires at a delete', async () => {
    const custom =
      kind === 'SQLite'
        ? ['create trigger keep after delete on sessions begin select 1; end']
        : onPostgres('return old;');
    const { check } = await sessions(...custom);
    expect(await check()).toEqual(['sessions has triggers of its own: keep']);
  });
});

describe('the length of a column on PostgreSQL', () => {
  it('is found below a domain that is made of a domain', async () => {
    const { check } = await split(
      'PostgreSQL',
      ['a hash'],
      '',
      'create domain short as varchar(20)',
      'create domain shorter as short check (length(value) > 0)',
      'alter table secrets alter column hash type shorter',
    );
    await expect(check()).rejects.toThrow('secrets.hash takes 20 characters');
  });
});
