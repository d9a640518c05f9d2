import type { UsersTableMapping } from '@rekey/knex';
import type { Driver } from '../drivers/driver.ts';
import { addUsers, usernameOf } from '../places/users.ts';

/** A shape of users tables, and people in it. */
export interface Shape {
  readonly title: string;
  /** `null`: Rekey's own table, which comes with the migrations. */
  readonly mapping: UsersTableMapping | null;
  /** Statements of the host application, before anybody is added. */
  readonly ddl: readonly string[];
  addUsers(driver: Driver, count: number): Promise<void>;
}

const COLUMNS = { key: 'id', username: 'login', email: 'mail' };
const PEOPLE = 'create table people (id integer primary key, login text not null, mail text not null';
const HASH = 'a hash that nobody reads';
const AT_ONCE = 5_000;

/** Rows in pieces that one statement holds. */
async function insert(driver: Driver, into: string, count: number, rowOf: (number: number) => string): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, number) => rowOf(from + number));
    await driver.run(`insert into ${into} values ${rows.join(', ')}`);
  }
}

const personOf = (number: number) => `${number}, '${usernameOf(number)}', '${usernameOf(number)}@example.com'`;

export const PLAIN: Shape = { title: "Rekey's own table", mapping: null, ddl: [], addUsers };

export const SHAPES: readonly Shape[] = [
  {
    title: 'found by name or address of any case',
    mapping: {
      table: 'people',
      keyType: 'integer',
      columns: { ...COLUMNS, passwordHash: 'hash' },
      lookUp: { by: 'either', case: 'ignored' },
    },
    ddl: [
      `${PEOPLE}, hash text)`,
      'create index people_login on people (lower(login))',
      'create index people_mail on people (lower(mail))',
    ],
    addUsers: (driver, count) => insert(driver, 'people', count, (number) => `(${personOf(number)}, '${HASH}')`),
  },
  {
    title: 'hash in a second table',
    mapping: {
      table: 'people',
      keyType: 'integer',
      columns: COLUMNS,
      password: { table: 'secrets', user: 'person', column: 'hash', where: { kind: 'password' } },
    },
    ddl: [
      `${PEOPLE})`,
      'create index people_login on people (login)',
      'create table secrets (person integer not null, kind text not null, hash text)',
      'create index secrets_person on secrets (person)',
    ],
    async addUsers(driver, count) {
      await insert(driver, 'people', count, (number) => `(${personOf(number)})`);
      await insert(driver, 'secrets', count, (number) => `(${number}, 'password', '${HASH}')`);
    },
  },
];
