import { createRequestReset } from '@rekey/domain';
import type { ClientAddress } from '@rekey/domain/values';
import { openDatabase, type UsersTableMapping } from '@rekey/knex';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES } from '../journey/stage.ts';
import { openGround } from '../reliability/ground.ts';
import { recordStatements } from './recorded-statements.ts';

/** People found by an address of any case, in one of three tables; some have no hash, some no address, one is deleted. */
const TABLES = [
  'create table people (id integer primary key, login varchar(99), blocked integer default 0, gone integer default 0)',
  'create table secrets (person integer, kind varchar(9), hash varchar(255))',
  'create table addresses (person integer, main integer, address varchar(99))',
];

const COLUMNS = {
  key: 'id',
  username: 'login',
  enabled: { column: 'blocked', yes: [0] },
};
const SHAPES: readonly (readonly [string, UsersTableMapping])[] = [
  [
    'hashes and addresses in other tables, found by an address of any case',
    {
      table: 'people',
      keyType: 'integer',
      columns: COLUMNS,
      lookUp: { by: 'email', case: 'ignored' },
      password: { table: 'secrets', user: 'person', column: 'hash', where: { kind: 'password' }, absent: 'external' },
      mailbox: { table: 'addresses', user: 'person', column: 'address', where: { main: 1 } },
      gone: { column: 'gone', yes: [1] },
    },
  ],
  [
    'the same, found by a name or an address',
    {
      table: 'people',
      keyType: 'integer',
      columns: COLUMNS,
      lookUp: { by: 'either', case: 'ignored' },
      password: { table: 'secrets', user: 'person', column: 'hash', absent: 'allow' },
      mailbox: { table: 'addresses', user: 'person', column: 'address', where: { main: 1 } },
      gone: { column: 'gone', yes: [1] },
    },
  ],
];

/** Equally long: a longer name makes a larger row. */
const PEOPLE = {
  known: 'known@example.test',
  'known in other letters': 'KNOWN@example.test',
  unknown: 'nobod@example.test',
  disabled: 'block@example.test',
  deleted: 'gone_@example.test',
  'without a hash': 'nohsh@example.test',
  'one of two people': 'twins@example.test',
};

describe.each(ENGINES)('private answers on tables of others on %s', (engine) => {
  it.each(SHAPES)('are the same statements and the same row for everybody: %s', async (_, mapping) => {
    const { url, sql } = await openGround(engine);
    for (const statement of TABLES) await sql(statement);
    const add = async (
      id: number,
      address: string,
      flags: { blocked?: number; gone?: number; hash?: boolean } = {},
    ) => {
      const { blocked = 0, gone = 0, hash = true } = flags;
      await sql('insert into people values (?, ?, ?, ?)', [id, `login-${id}`, blocked, gone]);
      await sql('insert into addresses values (?, 1, ?)', [id, address]);
      if (hash) await sql(`insert into secrets values (?, 'password', 'a hash')`, [id]);
    };
    await add(1, PEOPLE.known);
    await add(2, PEOPLE.disabled, { blocked: 1 });
    await add(3, PEOPLE.deleted, { gone: 1 });
    await add(4, PEOPLE['without a hash'], { hash: false });
    await add(5, PEOPLE['one of two people']);
    await add(6, PEOPLE['one of two people']);

    const { directory, letters, close } = openDatabase({ url, mapping });
    onTestFinished(() => close());
    const recorder = recordStatements(url);
    const limiter = { step: async () => ({ ok: true }) as const };
    const request = createRequestReset({ answers: 'private', limiter, directory, letters });
    const address = '192.0.2.7' as ClientAddress;
    // Whatever is read once, such as how many letters wait, is read before anybody is looked at.
    await request({ username: 'first@example.test', address });
    recorder.take();

    const seen = new Map<string, unknown>();
    for (const [who, username] of Object.entries(PEOPLE)) {
      const { kind } = await request({ username, address });
      const statements = recorder.take().filter(({ sql: text }) => !/^\s*select count/i.test(text));
      const [row] = await sql('select kind, user_key, state, attempts from rekey_letters order by id desc limit 1');
      recorder.take();
      seen.set(who, { kind, statements, row });
      expect(statements.map(({ sql: text }) => text).join()).not.toMatch(/people|secrets|addresses/);
    }
    for (const [who, trace] of seen) expect(trace, who).toEqual(seen.get('known'));
  });
});
