import type { Driver } from '../drivers/driver.ts';
import { type ClassName, nameOf } from './classes.ts';

const ROWS_AT_ONCE = 2_000;
const MAILS_BEFORE = [1, 2, 3];

interface Flags {
  readonly mailbox: boolean;
  readonly external: boolean;
  readonly enabled: boolean;
}

const KNOWN: Flags = { mailbox: true, external: false, enabled: true };

/** Everybody but the unknown. */
const USERS: Readonly<Partial<Record<ClassName, Flags>>> = {
  known: KNOWN,
  external: { ...KNOWN, external: true },
  disabled: { ...KNOWN, enabled: false },
  mute: { ...KNOWN, mailbox: false },
  limited: KNOWN,
  again: KNOWN,
  twin: KNOWN,
  late: KNOWN,
};

/** Adds so many users of each class to an empty users table, numbered from 0, and the mails that those over the limit have had. */
export async function addClasses(driver: Driver, count: number): Promise<void> {
  for (const [who, flags] of Object.entries(USERS) as [ClassName, Flags][]) {
    const users = who === 'again' ? 1 : count;
    for (let from = 0; from < users; from += ROWS_AT_ONCE) {
      const names = Array.from({ length: Math.min(ROWS_AT_ONCE, users - from) }, (_, index) =>
        nameOf(who, from + index),
      );
      const rows = names.map((name) => rowOf(name, flags));
      await driver.run(`insert into users (username, email, externally_managed, enabled) values ${rows.join(', ')}`);
    }
  }
  await addHistory(driver);
}

function rowOf(name: string, { mailbox, external, enabled }: Flags): string {
  return `('${name}', ${mailbox ? `'${name}@example.com'` : 'null'}, ${external}, ${enabled})`;
}

async function addHistory(driver: Driver): Promise<void> {
  const now = Date.now();
  const times = MAILS_BEFORE.map((n) => `select ${now - n * 60_000} as at`).join(' union all ');
  await driver.run(
    `insert into rekey_letters (kind, submitted_name, name_key, user_key, requested_at, asked_at, due_at, state,
       handed_over_at, sent_at, settled_at)
     select 'reset', username, username, cast(id as text), at, at, at, 'sent', at, at, at
     from users cross join (${times}) as mails where username like '${nameOf('limited', 0).slice(0, 7)}%'`,
  );
}
