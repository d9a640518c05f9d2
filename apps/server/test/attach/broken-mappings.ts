export type Kind = 'SQLite' | 'PostgreSQL';
type Json = Readonly<Record<string, unknown>>;

const COLUMNS = { key: 'id', username: 'login', email: 'mail', passwordHash: 'pw' };
/** The mapping of the table that fits. */
export const MAPPING = {
  table: 'accounts',
  keyType: 'integer',
  columns: COLUMNS,
  lookUp: { by: 'email' },
  hash: { format: 'bcrypt', prefix: '2b', cost: 4 },
};
const WITH = (change: Json) => ({ ...MAPPING, ...change });
const COLUMN = (change: Json) => WITH({ columns: { ...COLUMNS, ...change } });
const SPLIT = {
  columns: { key: 'id', username: 'login', email: 'mail' },
  password: { table: 'secrets', user: 'person', column: 'hash', absent: 'allow' },
};
const SECRETS = 'create table secrets (person integer, hash varchar(255), made text not null)';

/** A table, or a mapping, that cannot serve people as it is. */
export interface Broken {
  readonly name: string;
  readonly on: readonly Kind[];
  /** What was done to the database that fits otherwise. */
  readonly customs?: readonly string[];
  readonly mapping?: Json;
  readonly sessions?: Json;
  /** What the role of Rekey may do; without it the owner of the tables asks. */
  readonly rights?: readonly string[];
  /** What `rekey doctor` must say, which is what the mend is. */
  readonly doctor: RegExp;
  /** What `rekey attach` says by itself, where the database is at fault and not the mapping. */
  readonly attach?: RegExp;
}

const BOTH: readonly Kind[] = ['SQLite', 'PostgreSQL'];
const POSTGRES: readonly Kind[] = ['PostgreSQL'];
const SQLITE: readonly Kind[] = ['SQLite'];
const trigger = (body: string, when = 'before update on accounts') => [
  `create function custom() returns trigger language plpgsql as $$ begin ${body} end $$`,
  `create trigger custom ${when} for each row execute function custom()`,
];

export const BROKEN: readonly Broken[] = [
  {
    name: 'a table that is called otherwise',
    on: BOTH,
    mapping: WITH({ table: 'Accounts_' }),
    doctor: /^WRONG {2}users table: .*Accounts_.*: correct /m,
  },
  {
    name: 'a table of another schema',
    on: POSTGRES,
    customs: ['create schema app', 'alter table accounts set schema app'],
    doctor: /^WRONG {2}users table: .*do you mean app\.accounts\?: correct /m,
  },
  {
    name: 'a column that is spelt otherwise',
    on: POSTGRES,
    mapping: COLUMN({ username: 'logn' }),
    doctor: /^WRONG {2}users table: .*Perhaps you meant to reference the column "u\.login"/m,
  },
  {
    name: 'a column that is not there',
    on: SQLITE,
    mapping: COLUMN({ username: 'logn' }),
    doctor: /^WRONG {2}users table: .*no such column: u\.logn: correct /m,
  },
  {
    name: 'a member that is misspelt',
    on: BOTH,
    mapping: WITH({ lookup: { by: 'email' } }),
    doctor: /^WRONG {2}.*lookup: there is no such member; do you mean lookUp\?/m,
  },
  {
    name: 'a flag that would be ignored',
    on: BOTH,
    mapping: COLUMN({ enable: { column: 'active', yes: [true] } }),
    doctor: /^WRONG {2}.*columns\.enable: there is no such member; do you mean columns\.enabled\?/m,
  },
  {
    name: 'a misspelt member in another one',
    on: BOTH,
    mapping: WITH({ ...SPLIT, password: { ...SPLIT.password, tabel: 'secrets' } }),
    doctor: /^WRONG {2}.*password\.tabel: there is no such member; do you mean password\.table\?/m,
  },
  {
    name: 'keys of another type',
    on: BOTH,
    mapping: WITH({ keyType: 'uuid' }),
    doctor: /^WRONG {2}users table: .*accounts\.id holds keys that are no uuid: correct "keyType"/m,
  },
  {
    name: 'a column that is too short for the hash',
    on: POSTGRES,
    customs: ['alter table accounts alter column pw type varchar(60)', `update accounts set pw = null`],
    mapping: WITH({ hash: { format: 'argon2id' } }),
    doctor: /^WRONG {2}users table: .*accounts\.pw takes 60 characters.*: make it varchar\(255\)/m,
  },
  {
    name: 'hashes that its sign-in writes otherwise',
    on: BOTH,
    mapping: WITH({ hash: { format: 'argon2id' } }),
    doctor: /^WRONG {2}users table: .*its hashes are bcrypt.*set "hash": \{ "format": "bcrypt" \}/m,
  },
  {
    name: 'a trigger that refuses',
    on: POSTGRES,
    customs: trigger(`raise exception 'passwords are changed by the portal alone';`),
    doctor: /^WRONG {2}users table: .*passwords are changed by the portal alone/m,
    attach: /this mapping does not work yet: .*passwords are changed by the portal alone/,
  },
  {
    name: 'a trigger that refuses',
    on: SQLITE,
    customs: [`create trigger custom before update on accounts begin select raise(abort, 'by the portal alone'); end`],
    doctor: /^WRONG {2}users table: .*by the portal alone/m,
    attach: /this mapping does not work yet: .*by the portal alone/,
  },
  {
    name: 'a trigger that swallows the change',
    on: POSTGRES,
    customs: trigger('return null;'),
    doctor: /^WRONG {2}users table: .*takes a change of password and keeps the old one: a trigger, a rule, /m,
    attach: /this mapping does not work yet: .*takes a change of password and keeps the old one/,
  },
  {
    name: 'a rule that does nothing',
    on: POSTGRES,
    customs: ['create rule custom as on update to accounts do instead nothing'],
    doctor: /^WRONG {2}users table: .*cannot perform UPDATE RETURNING on relation "accounts"/m,
    attach: /this mapping does not work yet: .*UPDATE RETURNING/,
  },
  {
    name: 'a check that fails',
    on: POSTGRES,
    customs: [`alter table accounts add constraint old_only check (pw like '$2a$%') not valid`],
    doctor: /^WRONG {2}users table: .*violates check constraint "old_only"/m,
    attach: /this mapping does not work yet: .*violates check constraint "old_only"/,
  },
  {
    name: 'a view that takes no update',
    on: POSTGRES,
    customs: ['create view everybody as select distinct * from accounts'],
    mapping: WITH({ table: 'everybody' }),
    doctor: /^WRONG {2}users table: .*cannot update view "everybody".*INSTEAD OF/m,
  },
  {
    name: 'a view that takes no update',
    on: SQLITE,
    customs: ['create view everybody as select * from accounts'],
    mapping: WITH({ table: 'everybody' }),
    doctor: /^WRONG {2}users table: .*cannot modify everybody because it is a view/m,
  },
  {
    name: 'a hash that is computed',
    on: POSTGRES,
    customs: [
      'alter table accounts drop column pw',
      `alter table accounts add column pw text generated always as ('x') stored`,
    ],
    doctor: /^WRONG {2}users table: .*column "pw" can only be updated to DEFAULT/m,
  },
  {
    name: 'rows that a policy keeps as they are',
    on: POSTGRES,
    customs: [
      'alter table accounts enable row level security',
      'create policy seen on accounts for select using (true)',
      'create policy kept on accounts for update using (false)',
    ],
    rights: ['select, update on accounts'],
    doctor: /^WRONG {2}users table: .*a row-level policy or the view swallows the update/m,
    attach: /this mapping does not work yet: .*row-level policy/,
  },
  {
    name: 'no right to change a password',
    on: POSTGRES,
    rights: ['select on accounts'],
    doctor: /^WRONG {2}users table: .*permission denied for table accounts: grant what rekey grants prints/m,
    attach: /this mapping does not work yet: .*permission denied for table accounts: grant what rekey grants prints/,
  },
  {
    name: 'no right to read the users',
    on: POSTGRES,
    rights: ['update (pw) on accounts'],
    doctor: /^WRONG {2}users table: .*permission denied for table accounts: grant what rekey grants prints/m,
  },
  {
    name: 'a first password that lacks a value',
    on: BOTH,
    customs: [SECRETS],
    mapping: WITH(SPLIT),
    doctor: /^WRONG {2}users table: .*made.*name it in "alsoSetPassword" of the mapping, or give it a default/m,
  },
  {
    name: 'a column to be set that is not there',
    on: BOTH,
    mapping: WITH({ alsoSet: { changed: 'now' } }),
    doctor:
      /^WRONG {2}users table: .*(no such column: changed|column "changed" of relation "accounts" does not exist)/m,
  },
  {
    name: 'a time in a column of numbers',
    on: POSTGRES,
    customs: ['alter table accounts add column changed bigint'],
    mapping: COLUMN({ passwordChangedAt: { column: 'changed', as: 'timestamp' } }),
    doctor: /^WRONG {2}users table: .*column "changed" is of type bigint but expression is of type timestamp/m,
  },
  {
    name: 'two people with one address',
    on: BOTH,
    customs: [`insert into accounts (id, login, mail) values (2, 'twin', 'jane@example.com')`],
    doctor: /^ok {5}users table: but note: 1 name of the look-up means more than one person/m,
    attach: /1 name of the look-up means more than one person/,
  },
  {
    name: 'a look-up without an index',
    on: BOTH,
    customs: ['drop index accounts_mail'],
    doctor: /^ok {5}users table: but note: no index serves a look-up.*: create index .* on .*accounts.*mail/m,
    attach: /an index is missing.*: create index .* on .*accounts.*mail/,
  },
  {
    name: 'a folded look-up with an index on what is stored alone',
    on: BOTH,
    mapping: WITH({ lookUp: { by: 'email', case: 'ignored' } }),
    doctor: /^ok {5}users table: but note: no index serves a look-up.*: create index .*\(lower\(.mail.\)\)/m,
  },
  {
    name: 'sessions whose column is spelt otherwise',
    on: BOTH,
    customs: ['create table sessions (person integer)'],
    sessions: { table: 'sessions', user: { column: 'preson' } },
    doctor: /^WRONG {2}sessions table: .*preson/m,
  },
  {
    name: 'sessions that stay',
    on: SQLITE,
    customs: [
      'create table sessions (person integer)',
      'insert into sessions values (1)',
      'create trigger keep before delete on sessions begin select raise(ignore); end',
    ],
    sessions: { table: 'sessions', user: { column: 'person' } },
    doctor: /^WRONG {2}sessions table: .*takes the end of sessions and keeps them/m,
  },
];
