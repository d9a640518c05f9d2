import type { Database } from '@rekey/knex';
import type { Ground, Row } from '../reliability/ground.ts';

/** Everybody whom a stranger might try to tell from the others. All names are equally long: a longer one makes a larger row. */
export const PEOPLE = {
  known: 'jane.known',
  unknown: 'nobody.her',
  external: 'jo.extern.',
  disabled: 'jim.is.off',
  mute: 'joe.nomail',
  limited: 'jen.limits',
  waiting: 'kay.waited',
  held: 'ken.isheld',
} as const;

export type Person = keyof typeof PEOPLE;

export const PERSONS = Object.keys(PEOPLE) as readonly Person[];

const MAILS_BEFORE = 3;
const HOUR = 3_600_000;
export const CLAIM = {
  limit: 10,
  suspects: false,
  leaseMs: 600_000,
  longestDelayMs: HOUR,
  ageCapMs: { reset: HOUR, notice: HOUR },
};

type Sql = (statement: string, values?: readonly (string | number)[]) => Promise<readonly Row[]>;

/** `limited` has had three mails within the hour, a letter of `waiting` waits, and a courier holds one of `held`. */
export async function addPeople({ open, sql }: Pick<Ground, 'open' | 'sql'>): Promise<void> {
  const database = open();
  await addUsers(sql);
  const claimed = await letterOf(database, PEOPLE.held);
  if (claimed !== 1) throw new Error('a courier was to hold the only letter');
  await addMails(sql);
  await post(database, PEOPLE.waiting);
}

async function addUsers(sql: Sql): Promise<void> {
  for (const person of PERSONS.filter((each) => each !== 'unknown')) {
    const email = person === 'mute' ? 'null' : "'mailbox@example.test'";
    await sql(
      `insert into users (username, email, externally_managed, enabled)
       values (?, ${email}, ${person === 'external'}, ${person !== 'disabled'})`,
      [PEOPLE[person]],
    );
  }
}

async function letterOf(database: Database, name: string): Promise<number> {
  await post(database, name);
  return (await database.letters.claim(CLAIM)).claimed.length;
}

async function post({ letters }: Database, name: string): Promise<void> {
  const request = { kind: 'reset', submittedName: name, nameKey: name, address: '192.0.2.7' } as const;
  await letters.post(request as Parameters<typeof letters.post>[0]);
}

async function addMails(sql: Sql): Promise<void> {
  const now = Date.now();
  for (let n = 0; n < MAILS_BEFORE; n += 1) {
    await sql(
      `insert into rekey_letters (kind, submitted_name, name_key, user_key, requested_at, asked_at, due_at, state,
         handed_over_at, sent_at, settled_at)
       select 'reset', username, username, cast(id as text), at, at, at, 'sent', at, at, at
       from (select id, username, ${now} as at from users where username = ?) as who`,
      [PEOPLE.limited],
    );
  }
}
