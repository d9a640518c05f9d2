import type { Claim, LetterFate, LetterId, LettersInUnit, UserKey } from '@rekey/domain';
import type { Knex } from 'knex';
import { rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { letterNumber, letterRecordOf, number } from './row-mapping.ts';

/**
 * What a settlement does to each column, whatever becomes of the letter; `fate` is a row of what was decided. A hand-over may have
 * arrived if this one or an earlier one is in doubt; without any doubt it certainly did not. A dead notice may be retried, and only
 * to the address in force when the password was changed.
 */
const SETTLED = `
  state = case fate.name when 'released' then 'pending' else fate.name end,
  reason = fate.reason,
  lease_until = null,
  fence = fence + 1,
  place = case fate.name when 'released' then place end,
  settled_at = case when fate.name in ('pending', 'released') then null else clock.now end,
  sent_at = case fate.name when 'sent' then clock.now end,
  to_address = case when fate.name not in ('sent', 'skipped') then to_address end,
  handed_over_at = case when doubts > 0 or fate.name = 'sent' or fate.doubt = '1' then handed_over_at end,
  doubts = doubts + cast(fate.doubt as integer),
  attempts = attempts - cast(fate.given_back as integer),
  due_at = case fate.name when 'pending' then clock.now + cast(fate.delay as bigint) else due_at end,
  last_error = case fate.name when 'pending' then fate.error else last_error end,
  channel_down_since = case when fate.name <> 'pending' then channel_down_since
    when fate.given_back = '1' then coalesce(channel_down_since, clock.now) end,
  channel_down_at = case when fate.name <> 'pending' then channel_down_at when fate.given_back = '1' then clock.now end`;

/** Doubts go with the old age: three of them had buried the letter, and the next one would bury it again. */
const REVIVAL = `
  update rekey_letters set state = 'pending', reason = null, settled_at = null, place = null, attempts = 0, doubts = 0,
    channel_down_since = null, channel_down_at = null, fence = fence + 1, due_at = clock.now, asked_at = clock.now
  from (select ? as now) as clock where id = cast(? as bigint) and state = 'dead'
  returning id, kind, submitted_name, name_key, user_key, client_address, to_address, about, locale, requested_at`;

export function knexLettersInUnit(transaction: Knex.Transaction, dialect: Dialect): LettersInUnit {
  const now = () => dialect.now(transaction);

  /** One guarded write: a courier whose lease went to another, or whose letter is settled, changes no row. */
  const write = async (
    claims: readonly Claim[],
    change: string,
    name: string,
    columns: Readonly<Record<string, readonly (string | null)[]>>,
  ): Promise<readonly LetterId[]> => {
    const ids = claims.map(({ id }) => id);
    const fences = claims.map(({ fence }) => String(fence));
    const lists = dialect.rowsOf({ letter: ids, held: fences, ...columns });
    const picked = ['cast(letter as bigint) as letter', 'cast(held as bigint) as held', ...Object.keys(columns)];
    const written = await rows(
      transaction,
      // The numbers are made before the join, and the clock comes after it: SQLite then goes from the decisions to their letters by
      // the primary key. With a cast inside the condition it read every letter there ever was, and all decisions again for each.
      `with clock as materialized (select ? as now),
         ${name} as materialized (select ${picked.join(', ')} from ${lists.sql})
       update rekey_letters set ${change}
       from ${name} cross join clock
       where rekey_letters.id = ${name}.letter and rekey_letters.fence = ${name}.held and rekey_letters.state = 'pending'
       returning rekey_letters.id`,
      [now(), ...lists.values],
    );
    return written.map(({ id }) => String(id) as LetterId);
  };

  /** Ends letters whoever holds them, and answers how many. */
  const close = async (state: 'sent' | 'skipped', reason: string | null, which: string, value: string) => {
    const closed = await rows(
      transaction,
      `update rekey_letters set state = ?, reason = ?, settled_at = clock.now, sent_at = case when ? = 'sent' then clock.now end,
         to_address = null, lease_until = null, fence = fence + 1
       from (select ? as now) as clock where ${which} and state = 'pending' returning 1 as closed`,
      [state, reason, state, now(), value],
    );
    return closed.length;
  };

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
    startHandOvers: (starts) =>
      write(
        starts.map(({ claim }) => claim),
        'handed_over_at = clock.now, user_key = start.owner',
        'start',
        { owner: starts.map(({ userKey }) => userKey) },
      ),
    async handedOverWithin(users, windowMs, except) {
      const among = dialect.isOneOf('user_key', users);
      const own = dialect.rowsOf({ letter: except.map((id) => letterNumber(id) ?? '0') });
      const counted = await rows(
        transaction,
        `select user_key, count(*) as letters from rekey_letters
         where kind = 'reset' and ${among.sql} and handed_over_at > (select ? - cast(? as bigint))
           and id not in (select cast(letter as bigint) from ${own.sql})
         group by user_key`,
        [...among.values, now(), windowMs, ...own.values],
      );
      return new Map(counted.map((row) => [String(row['user_key']) as UserKey, number(row, 'letters')]));
    },
    settle: (settlements) =>
      write(
        settlements.map(({ claim }) => claim),
        SETTLED,
        'fate',
        columnsOf(settlements.map(({ fate }) => fate)),
      ),
    async retry(id) {
      const letter = letterNumber(id);
      if (letter === null) return { kind: 'unknown' };
      const [revived] = await rows(transaction, REVIVAL, [now(), letter]);
      if (revived !== undefined) return { kind: 'due', letter: letterRecordOf(revived) };
      const known = await transaction('rekey_letters').where({ id: letter }).first('id');
      return { kind: known === undefined ? 'unknown' : 'not-dead' };
    },
    async proveDelivered(id) {
      const letter = letterNumber(id);
      if (letter !== null) await close('sent', null, 'id = cast(? as bigint)', letter);
    },
    closeFor: (username) => close('skipped', 'reported', `kind = 'reset' and submitted_name = ?`, username),
  };
}

function columnsOf(fates: readonly LetterFate[]): Readonly<Record<string, readonly (string | null)[]>> {
  const flag = (yes: boolean) => (yes ? '1' : '0');
  return {
    name: fates.map(({ state }) => state),
    reason: fates.map((fate) => ('reason' in fate ? fate.reason : null)),
    error: fates.map((fate) => ('error' in fate ? fate.error : null)),
    delay: fates.map((fate) => ('delayMs' in fate ? String(fate.delayMs) : null)),
    doubt: fates.map((fate) => flag('doubt' in fate && fate.doubt)),
    given_back: fates.map((fate) =>
      flag(fate.state === 'released' || ('countsAsAttempt' in fate && !fate.countsAsAttempt)),
    ),
  };
}
