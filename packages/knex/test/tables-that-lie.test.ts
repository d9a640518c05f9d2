import { WriteHadNoEffect } from '@rekey/domain/ports';
import type { PasswordHash } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import type { UsersTableMapping } from '../src/index.ts';
import { connected, freshUrl, KINDS, opened } from './databases.ts';

type Kind = (typeof KINDS)[number];

const MAPPING: UsersTableMapping = {
  table: 'people',
  keyType: 'integer',
  columns: { key: 'no', username: 'login', email: 'mail', passwordHash: 'secret' },
};
const OLD = 'the hash of the old password';
const NEW = 'the hash of the new password' as PasswordHash;

/** A table with one user, and what the host application added to it. */
async function people(kind: Kind, ...customs: readonly string[]) {
  const url = await freshUrl(kind);
  const { write } = connected({ url });
  await write.raw('create table people (no integer primary key, login text, mail text, secret text)');
  await write.raw(`insert into people values (1, 'jane', 'jane@example.com', ?)`, [OLD]);
  for (const statement of customs) await write.raw(statement);
  const database = opened({ url, mapping: MAPPING });
  const change = () =>
    database.units.run(async ({ users }) => {
      const held = await users.hold({ name: 'jane' });
      return held && users.replacePassword(held, NEW);
    });
  return { url, write, database, change };
}

const onPostgres = (body: string, when = 'before update on people') => [
  `create function custom() returns trigger language plpgsql as $$ begin ${body} end $$`,
  `create trigger custom ${when} for each row execute function custom()`,
];

/** Tables that take an UPDATE without a word and keep what they had. */
const LIARS: readonly (readonly [string, Kind, readonly string[]])[] = [
  [
    'a trigger that ignores',
    'SQLite',
    ['create trigger custom before update on people begin select raise(ignore); end'],
  ],
  ['a trigger that drops the row', 'PostgreSQL', onPostgres('return null;')],
  ['a trigger that returns the old row', 'PostgreSQL', onPostgres('return old;')],
  ['a trigger that keeps the hash', 'PostgreSQL', onPostgres('new.secret := old.secret; return new;')],
  ['a rule that does nothing', 'PostgreSQL', ['create rule custom as on update to people do instead nothing']],
  [
    'a view whose trigger does nothing',
    'PostgreSQL',
    [
      'alter table people rename to people_table',
      'create view people as select * from people_table',
      ...onPostgres('return null;', 'instead of update on people'),
    ],
  ],
];

describe.each(LIARS)('a users table with %s, on %s', (_, kind, customs) => {
  it('is no spent link: the change throws, and the hash is the old one', async () => {
    const { write, change } = await people(kind, ...customs);
    const failure = await change().catch((error: unknown) => error);
    // A rule answers RETURNING with an error of its own, which is as good.
    if (!customs.join().includes('create rule')) expect(failure).toBeInstanceOf(WriteHadNoEffect);
    expect(failure).toBeInstanceOf(Error);
    expect(await write('people').select('secret')).toEqual([{ secret: OLD }]);
  });

  it('is refused by the check, which tries a real change and rolls it back', async () => {
    const { write, database } = await people(kind, ...customs);
    await expect(database.checkUsersTable(NEW)).rejects.toThrow(/does not fit/);
    await expect(database.checkUsersTable()).rejects.toThrow(/does not fit/);
    expect(await write('people').select('secret')).toEqual([{ secret: OLD }]);
  });
});

describe('the check of a users table on SQLite', () => {
  it('finds a trigger that puts the old hash back afterwards: what a change answers would not tell', async () => {
    const { database } = await people(
      'SQLite',
      `create trigger custom after update of secret on people when new.secret <> '${OLD}'
       begin update people set secret = '${OLD}' where no = new.no; end`,
    );
    await expect(database.checkUsersTable(NEW)).rejects.toThrow('it takes a change of password and keeps the old one');
  });
});

describe.each(KINDS)('the check of a users table on %s', (kind) => {
  it('leaves nothing of the change that it tries', async () => {
    const { write, database } = await people(kind);
    expect(await database.checkUsersTable(NEW)).toEqual([]);
    expect(await write('people').select('secret')).toEqual([{ secret: OLD }]);
  });

  it('names triggers and checks that are there, since one row proves nothing about another', async () => {
    const custom =
      kind === 'SQLite'
        ? ['create trigger custom before update on people begin select 1; end']
        : [...onPostgres('return new;'), `alter table people add constraint short check (length(login) < 99)`];
    const { database } = await people(kind, ...custom);
    const notes = (await database.checkUsersTable(NEW)).join('\n');
    expect(notes).toContain('people has triggers of its own: custom');
    if (kind === 'PostgreSQL') expect(notes).toContain('people has checks of its own: short');
  });
});

describe('the check of a users table on PostgreSQL', () => {
  it.each([
    ['the column', ['alter table people alter column secret type varchar(60)']],
    [
      'the domain of the column',
      ['create domain hash as varchar(60)', 'alter table people alter column secret type hash'],
    ],
  ])('refuses %s that is too short for the longest hash, and says what to do', async (_, customs) => {
    const { database } = await people('PostgreSQL', ...customs);
    await database.checkUsersTable('x'.repeat(60));
    await expect(database.checkUsersTable('x'.repeat(118))).rejects.toThrow(
      'people.secret takes 60 characters, and a hash of this format has up to 118: make it varchar(255)',
    );
  });

  it('keeps to the words of the database, which stand behind a statement of several lines', async () => {
    const { database } = await people(
      'PostgreSQL',
      'alter table people add constraint never check (length(secret) < 30)',
    );
    const failure = await database.checkUsersTable('x'.repeat(99)).catch((error: unknown) => error);
    expect((failure as Error).message).toMatch(
      /^the mapping of the users table does not fit the database: new row .*"never"$/,
    );
  });

  it('tries no row that somebody holds, and says so', async () => {
    const { write, database } = await people('PostgreSQL');
    await write.transaction(async (transaction) => {
      await transaction.raw('select 1 from people for update');
      expect(await database.checkUsersTable(NEW)).toEqual([
        'a change was not tried: somebody holds the row of the first user',
      ]);
    });
  });

  it('finds a policy that shows the row and refuses its update without a word', async () => {
    const { url, write } = await people('PostgreSQL');
    const role = `reader_${Date.now().toString(36)}`;
    await write.raw(`create role ${role} nologin`);
    try {
      await write.raw(`grant select, update on people to ${role}; alter table people enable row level security`);
      await write.raw('create policy seen on people for select using (true)');
      await write.raw('create policy kept on people for update using (false)');
      const database = opened({ url: `${url}?options=-c%20role%3D${role}`, mapping: MAPPING });
      await expect(database.checkUsersTable(NEW)).rejects.toThrow(
        'it takes a change of password and keeps the old one',
      );
    } finally {
      await write.raw(`drop owned by ${role}; drop role ${role}`);
    }
  });
});

describe.each(KINDS)('the time of a change, as a timestamp, on %s', (kind) => {
  const noted = async (type: string, zone?: string) => {
    const { url, write } = await people(kind, `alter table people add column changed ${type}`);
    if (kind === 'PostgreSQL') {
      const { rows } = await write.raw('select current_database() as name');
      await write.raw(`alter database "${rows[0].name}" set timezone = 'Asia/Kolkata'`);
    }
    const passwordChangedAt = { column: 'changed', as: 'timestamp' as const, ...(zone !== undefined && { zone }) };
    const mapping = { ...MAPPING, columns: { ...MAPPING.columns, passwordChangedAt } };
    const database = opened({ url, mapping });
    await database.checkUsersTable(NEW);
    await database.units.run(async ({ users }) => {
      const held = await users.hold({ name: 'jane' });
      return held && users.replacePassword(held, NEW);
    });
    return connected({ url }).read;
  };

  it('is what the database itself would write there', async () => {
    const read = await noted('timestamp');
    const same =
      kind === 'PostgreSQL'
        ? 'select abs(extract(epoch from changed - localtimestamp)) < 60 as same from people'
        : `select abs(strftime('%s', changed) - strftime('%s', datetime('now'))) < 60 as same from people`;
    const answer = await read.raw(same);
    expect(Boolean((Array.isArray(answer) ? answer : answer.rows)[0].same)).toBe(true);
  });

  it('is in the zone that the mapping names', async () => {
    const read = await noted('timestamp', 'America/New_York');
    const answer = await read.raw(`select cast(changed as text) as changed from people`);
    const { changed } = (Array.isArray(answer) ? answer : answer.rows)[0];
    const there = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    expect([there.format(Date.now()), there.format(Date.now() - 60_000)]).toContain(String(changed).slice(0, 16));
  });
});
