import type { Knex } from 'knex';

const NUMBERS =
  'with recursive numbers(i) as (select cast(? as integer) union all select i + 1 from numbers where i < ?)';
const HOUR = 3_600_000;

const LETTER = 'kind, submitted_name, name_key, user_key, client_address, requested_at, asked_at, due_at';
/** As requests leave them: `name` is a text made of the number `i`. */
const letter = (name: string, at: string) => `'reset', ${name}, ${name}, null, '192.0.2.1', ${at}, ${at}, ${at}`;

/** A year that is over: users, and letters, tokens and events of many of them and of one; `from` on. */
export async function fillHistory(write: Knex, size: number, from = 1): Promise<void> {
  const each = (into: string, values: string) =>
    write.raw(`insert into ${into} ${NUMBERS} select ${values} from numbers`, [from, size]);
  const audit = 'rekey_audit (at, kind, user_key, username)';
  const ended = `rekey_letters (${LETTER}, handed_over_at, settled_at, sent_at, state, reason)`;
  const tokens = 'rekey_reset_tokens (digest, user_key, revision, minted_at, expires_at, ended_at, ended_why)';
  await each('users (username, email)', `'user ' || i, 'user' || i || '@example.com'`);
  await each('sessions (user_id)', 'i');
  await each(ended, `${letter(`'user ' || i`, '1')}, 1, 1, 1, 'sent', null`);
  await each(ended, `${letter(`'somebody'`, '1')}, null, 1, null, 'skipped', 'folded'`);
  await each(ended, `${letter(`'nobody ' || i`, '1')}, null, 1, null, 'dead', 'refused'`);
  await each(tokens, `'digest ' || i, cast(i as text), 'revision', 1, 2, 2, 'consumed'`);
  await each(tokens, `'report ' || i, '7', '', 1, ${Date.now() + HOUR}, 2, 'notice'`);
  await each(tokens, `'lapsed ' || i, '8', 'revision', 1, 2, null, null`);
  await each(audit, `1, 'letter-sent', cast(i as text), 'user ' || i`);
  await each(audit, `1, 'letter-sent', '9', 'user 9'`);
}

const waiting = (name: string, others = '', values = '') => ({ name, others, values });

/** What waits, and what has become of it so far. `others` are columns, `values` what stands in them. */
export const PENDING = {
  'due, of one name': waiting(`'user 1'`),
  'due, of forty names': waiting(`'user ' || (1 + i % 40)`),
  'due, all of different names': waiting(`'user ' || i`),
  'not yet due, while the relay is down': waiting(
    `'user ' || i`,
    ', channel_down_since, channel_down_at, last_error',
    `, i, 1000000 + i, 'no relay'`,
  ),
  'in the queue': waiting(`'user ' || i`, ', network, place', `, '192.0.2.' || (i % 6), i`),
  'left by couriers': waiting(`'user ' || i`, ', place, lease_until', ', i, 1'),
  'suspected of having killed couriers': waiting(`'user ' || i`, ', place, lease_until, lapses', ', i, 1, 1'),
} as const;
export type PendingKind = keyof typeof PENDING;
export const PENDING_KINDS = Object.keys(PENDING) as readonly PendingKind[];

export async function fillPending(write: Knex, kind: PendingKind, size: number): Promise<void> {
  const { name, others, values } = PENDING[kind];
  const at = `${Date.now() + (kind.startsWith('not yet') ? HOUR : -HOUR)} + i`;
  await write.raw(
    `insert into rekey_letters (${LETTER}${others}) ${NUMBERS} select ${letter(name, at)}${values} from numbers`,
    [1, size],
  );
}
