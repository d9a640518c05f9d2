import { startMariadb } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rows } from '../src/connections.ts';
import { inTransactionAgain } from '../src/transaction.ts';
import { usersTable } from '../src/users/users-table.ts';
import { connected, freshUrl, migrated, opened } from './databases.ts';
import { ODD, SPLIT } from './host-tables/index.ts';
import { CLAIM, request, user } from './sample-rows.ts';

const PEOPLE = {
  table: 'people',
  keyType: 'integer',
  columns: { key: 'id', username: 'login', email: 'mail', passwordHash: 'hash' },
} as const;

/** A host application's table as most are: names fold case and accents, and forget blanks at the end. */
async function people(names: readonly string[], charset = 'utf8mb3 collate utf8mb3_general_ci') {
  const url = await freshUrl('MariaDB');
  const connections = connected({ url });
  const { write } = connections;
  await write.raw(
    `create table people (id bigint primary key auto_increment, login varchar(255), mail varchar(255), hash varchar(255), index (login))
     character set ${charset}`,
  );
  for (const name of names) await write('people').insert({ login: name, mail: 'a@example.com', hash: 'old' });
  return { url, connections, ...opened({ url, mapping: PEOPLE }) };
}

describe('names in a column that folds them, on MariaDB', () => {
  it('match code point for code point', async () => {
    const { directory } = await people(['Jane', 'zoë', 'blank ']);
    expect((await directory.findByName('Jane'))?.username).toBe('Jane');
    expect((await directory.findByName('zoë'))?.username).toBe('zoë');
    expect((await directory.findByName('blank '))?.username).toBe('blank ');
    for (const other of ['jane', 'JANE', 'Jane ', 'zoe', 'blank', '😀']) {
      expect(await directory.findByName(other), other).toBeNull();
    }
  });

  it('are found by the index of the column', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `user ${index}`);
    const { connections } = await people(names);
    const { select, named, hold } = usersTable(connections.dialect, PEOPLE);
    const condition = named(['user 7']);
    for (const { sql, values } of [select(condition), hold(condition).select]) {
      const plan = await rows(connections.write, `explain ${sql}`, values);
      expect(plan.filter(({ table }) => table === 'u').map(({ type }) => type)).not.toContain('ALL');
      expect(plan.map(({ key }) => key)).toContain('login');
    }
  });

  it('leave the row of everybody else unlocked', async () => {
    const { connections, units } = await people(['jane', 'joe', 'jim']);
    const table = usersTable(connections.dialect, PEOPLE);
    await units.run(async ({ users }) => {
      expect(await users.hold({ name: 'jane' })).not.toBeNull();
      for (const name of ['joe', 'jim']) {
        const { sql, values } = table.hold(table.named([name])).select;
        expect(await rows(connections.write, `${sql} nowait`, values)).toHaveLength(1);
      }
    });
  });
});

describe('what MariaDB says of a failure', () => {
  it('holds no value, neither of the statement nor of the row', async () => {
    const { connections } = await people([]);
    await connections.write.raw('create unique index once on people (login)');
    const insert = () =>
      rows(connections.write, 'insert into people (login, hash) values (?, ?)', ['jane doe', 'a hash']);
    await insert();
    const failure = (await insert().catch((error: unknown) => error)) as Error;
    expect(failure.message).toContain("Duplicate entry '...' for key 'once'");
    expect(JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })).not.toMatch(
      /jane doe|a hash/,
    );
  });
});

describe('a deadlock on MariaDB', () => {
  it('runs the transaction that was rolled back again from its start', async () => {
    const { connections } = await people(['jane', 'joe']);
    let runs = 0;
    let meet = () => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    let waiting = 0;
    const touch = (first: number, second: number) =>
      inTransactionAgain(connections, async (transaction) => {
        runs += 1;
        const add = (id: number) =>
          rows(transaction, 'update people set hash = concat(hash, ?) where id = ?', ['+', id]);
        await add(first);
        waiting += 1;
        if (waiting === 2) meet();
        await met;
        await add(second);
      });
    await Promise.all([touch(1, 2), touch(2, 1)]);
    expect(runs).toBe(3);
    expect(await rows(connections.read, 'select hash from people')).toEqual([{ hash: 'old++' }, { hash: 'old++' }]);
  });
});

describe('a change of password on MariaDB', () => {
  it('is refused where a trigger keeps the old one', async () => {
    const { connections, checkUsersTable } = await people(['jane']);
    await connections.write.raw('create trigger keep before update on people for each row set new.hash = old.hash');
    await expect(checkUsersTable('a new hash')).rejects.toThrow('it takes a change of password and keeps the old one');
  });

  it('is tried before anybody asks, and triggers and tables without transactions are named', async () => {
    const { connections, checkUsersTable } = await people(['jane']);
    expect(await checkUsersTable('a new hash')).toEqual([]);
    await connections.write.raw('create trigger noted before update on people for each row set new.mail = new.mail');
    await connections.write.raw('alter table people engine = MyISAM');
    expect(await checkUsersTable('a new hash')).toEqual([
      'people has no transactions of its own: engine MyISAM',
      'people has triggers of its own: noted',
    ]);
  });

  it('is refused where the column is too short for a hash', async () => {
    const { checkUsersTable } = await people(['jane']);
    await expect(checkUsersTable('x'.repeat(256))).rejects.toThrow('people.hash takes 255 characters');
  });

  it.each([
    ['odd names', ODD],
    ['a table of hashes', SPLIT],
  ])('can be made in tables with %s', async (_, host) => {
    const url = await freshUrl('MariaDB');
    for (const statement of host.ddl.mariadb) await connected({ url }).write.raw(statement);
    if (host.mapping === undefined) throw new Error('it is mapped');
    const { checkUsersTable, checkSessionsTable } = opened({ url, mapping: host.mapping, sessions: host.sessions });
    expect(await checkUsersTable('hash')).toEqual([]);
    expect(await checkSessionsTable()).toEqual([]);
  });
});

describe('a column of names on MariaDB', () => {
  it('is refused in a character set that has no place for most names', async () => {
    const { checkUsersTable } = await people(['jane'], 'latin1');
    await expect(checkUsersTable('a new hash')).rejects.toThrow('people.login keeps text as latin1');
  });
});

describe('requests on MariaDB', () => {
  it('are posted by eight at once while eight couriers claim, and each is claimed once', async () => {
    const [first, url] = await migrated('MariaDB', { limits: { maxConnections: 8 } });
    const couriers = [first, ...Array.from({ length: 7 }, () => opened({ url }))];
    const asked = Array.from({ length: 200 }, (_, index) => `user ${index}`);
    const posted = Promise.all(asked.map((name) => first.letters.post(request(name))));
    const claimed: string[] = [];
    await posted;
    await Promise.all(
      couriers.map(async ({ letters }) => {
        for (;;) {
          const round = await letters.claim({ ...CLAIM, limit: 9 });
          if (round.claimed.length === 0) return;
          claimed.push(...round.claimed.map(({ id }) => id));
        }
      }),
    );
    expect(new Set(claimed).size).toBe(200);
    expect(claimed).toHaveLength(200);
  });

  it('go on after the server was restarted', async () => {
    const mariadb = await startMariadb();
    onTestFinished(() => mariadb.stop('immediate'));
    const { url } = await mariadb.createDatabase();
    const database = opened({ url });
    await database.migrate();
    expect(await database.letters.post(request('before'))).toBe('posted');
    await mariadb.restart('immediate');
    expect(await database.letters.post(request('after'))).toBe('posted');
    expect((await database.letters.list({ limit: 9 })).map(({ username }) => username)).toEqual(['after', 'before']);
  });
});

describe('a user on MariaDB', () => {
  it('may have any name, of four bytes a letter too', async () => {
    const [database] = await migrated('MariaDB');
    await database.users?.add(user('😀 Zoë'));
    expect((await database.directory.findByName('😀 Zoë'))?.username).toBe('😀 Zoë');
    expect(await database.directory.findByName('😀 zoë')).toBeNull();
  });
});
