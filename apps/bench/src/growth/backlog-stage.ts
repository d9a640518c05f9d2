import { type Database, openDatabase } from '@rekey/knex';
import type { Driver } from '../drivers/driver.ts';
import type { Place } from '../places/places.ts';
import { migrateDatabase } from '../programs/rekey.ts';

/** For how many names letters wait. */
export const KINDS = { 'one name': 1, 'forty names': 40, 'all different names': null } as const;
export type Kind = keyof typeof KINDS;

/** A database in which nothing has happened but a flood of requests, and some people's after it. */
export interface BacklogStage {
  readonly databaseUrl: string;
  readonly database: Database;
  /** Makes the backlog as it was, with as many people behind it. */
  refill(people: number): Promise<void>;
  /** How many letters no intake has seen. */
  arriving(): Promise<number>;
  close(): Promise<void>;
}

const PEOPLE = 1_000;
const AGO_MS = 120_000;
const NUMBERS = 'with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i <';

export async function openBacklogStage(place: Place, kind: Kind, size: number): Promise<BacklogStage> {
  const databaseUrl = await place.createDatabase(`backlog-${kind.replaceAll(' ', '-')}-${size}`);
  await migrateDatabase(databaseUrl);
  const driver = await place.open(databaseUrl);
  await addNames(driver, 'flood', KINDS[kind] ?? size);
  await addNames(driver, 'person', PEOPLE);
  const database = openDatabase({ url: databaseUrl });
  return {
    databaseUrl,
    database,
    async refill(people) {
      await driver.run('delete from rekey_reset_tokens');
      await fill(driver, kind, size);
      await addPeople(driver, people);
      for (const statement of place.settling) await driver.run(statement);
    },
    arriving: () =>
      driver.number(
        `select count(*) from rekey_letters where state = 'pending' and place is null and lease_until is null`,
      ),
    async close() {
      await database.close();
      await driver.close();
    },
  };
}

async function addNames(driver: Driver, name: string, count: number): Promise<void> {
  await driver.run(`insert into users (username, email)
    ${NUMBERS} ${count}) select '${name}.' || i, '${name}.' || i || '@example.com' from numbers`);
}

const LETTERS =
  'rekey_letters (kind, submitted_name, name_key, client_address, network, requested_at, asked_at, due_at)';

/** A whole backlog is made again only where much of it is gone: a million letters take a minute. */
async function fill(driver: Driver, kind: Kind, size: number): Promise<void> {
  const pending = await driver.number(`select count(*) from rekey_letters where state = 'pending' and due_at >= 0`);
  await driver.run(
    `delete from rekey_letters where state <> 'pending' or place is not null or lease_until is not null`,
  );
  const missing = size - (await driver.number('select count(*) from rekey_letters'));
  if (pending > 0 && missing < size / 10) return;
  await driver.run(`delete from rekey_letters`);
  const at = `${Date.now() - AGO_MS} + i / 1000`;
  const name = `'flood.' || (1 + (i - 1) % ${KINDS[kind] ?? size})`;
  await driver.run(`insert into ${LETTERS}
    ${NUMBERS} ${size}) select 'reset', ${name}, ${name}, '192.0.2.1', '192.0.2.1', ${at}, ${at}, ${at} from numbers`);
}

/** Each from a network of one's own. */
async function addPeople(driver: Driver, people: number): Promise<void> {
  if (people === 0) return;
  const now = Date.now();
  const network = `'10.' || (i / 250) || '.' || (i % 250) || '.1'`;
  await driver.run(`insert into ${LETTERS} ${NUMBERS} ${people})
    select 'reset', 'person.' || i, 'person.' || i, ${network}, ${network}, ${now}, ${now}, ${now} from numbers`);
}
