import type { Claim, LettersInUnit } from '@rekey/domain';
import type { Knex } from 'knex';
import { rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { letterNumber, number } from './row-mapping.ts';

type Change = Readonly<Record<string, Knex.Value>>;

/** The hand-over may have arrived if an earlier one of this letter is in doubt; without any doubt it certainly did not. */
const FORGET_HAND_OVER = 'case when doubts > 0 then handed_over_at end';

export function knexLettersInUnit(transaction: Knex.Transaction, dialect: Dialect): LettersInUnit {
  const now = () => dialect.now(transaction);
  const raw = (sql: string, values: readonly Knex.RawBinding[] = []) => transaction.raw(sql, [...values]);

  /** One guarded write: a courier whose lease went to another, or whose letter is settled, changes no row. */
  const write = async ({ id, fence }: Pick<Claim, 'id' | 'fence'>, change: Change): Promise<boolean> =>
    (await transaction('rekey_letters').where({ id, fence, state: 'pending' }).update(change)) === 1;

  return {
    async post({ about, userKey, username, nameKey, to, locale = null }) {
      await rows(
        transaction,
        `insert into rekey_letters
           (kind, about, submitted_name, name_key, user_key, to_address, locale, requested_at, asked_at, due_at)
         select 'notice', ?, ?, ?, ?, ?, ?, clock.now, clock.now, clock.now from (select ? as now) as clock`,
        [about, username, nameKey, userKey, to, locale, now()],
      );
    },
    startHandOver: async (claim, user) =>
      (await write(claim, { handed_over_at: now(), user_key: user })) ? 'ours' : 'lost',
    async handedOverWithin(user, windowMs, except) {
      const [row] = await rows(
        transaction,
        `select count(*) as letters from rekey_letters
         where kind = 'reset' and user_key = ? and handed_over_at > (select ? - cast(? as bigint)) and id <> cast(? as bigint)`,
        [user, now(), windowMs, letterNumber(except) ?? '0'],
      );
      return row === undefined ? 0 : number(row, 'letters');
    },
    async settle(claim, end) {
      const ended = await write(claim, {
        ...closed(end.state, now()),
        reason: end.state === 'sent' ? null : end.reason,
        sent_at: end.state === 'sent' ? now() : null,
        // A dead notice may be retried, and only to the address in force when the password was changed.
        ...(end.state === 'dead' ? { handed_over_at: raw(FORGET_HAND_OVER) } : { to_address: null }),
      });
      return ended ? 'settled' : 'lost';
    },
    async postpone(claim, { delayMs, error, doubt, countsAsAttempt }) {
      const postponed = await write(claim, {
        ...freed(transaction),
        due_at: raw('? + cast(? as bigint)', [now(), delayMs]),
        last_error: error,
        doubts: raw('doubts + ?', [doubt ? 1 : 0]),
        attempts: raw('attempts - ?', [countsAsAttempt ? 0 : 1]),
        channel_down_since: countsAsAttempt ? null : raw('coalesce(channel_down_since, ?)', [now()]),
        channel_down_at: countsAsAttempt ? null : now(),
        ...(doubt ? {} : { handed_over_at: raw(FORGET_HAND_OVER) }),
      });
      return postponed ? 'postponed' : 'lost';
    },
    async proveDelivered(id) {
      const number = letterNumber(id);
      if (number === null) return;
      await transaction('rekey_letters')
        .where({ id: number, state: 'pending' })
        .update({ ...freed(transaction), ...closed('sent', now()), sent_at: now(), to_address: null });
    },
    closeFor: (username) =>
      transaction('rekey_letters')
        .where({ submitted_name: username, kind: 'reset', state: 'pending' })
        .update({ ...freed(transaction), ...closed('skipped', now()), reason: 'reported' }),
  };
}

/** Nobody holds the letter any more, whoever did: the fence goes up with it. */
export function freed(on: Knex): Change {
  return { lease_until: null, fence: on.raw('fence + 1') };
}

function closed(state: string, at: Knex.Raw): Change {
  return { state, settled_at: at, lease_until: null };
}
