import { type ClaimRound, type ClaimWish, type LetterRecord, SUSPECT_FROM_LAPSES, TOO_OLD } from '@rekey/domain';
import type { Knex } from 'knex';
import { type Row, rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { claimOf, letterRecordOf, number } from './row-mapping.ts';

/** Nobody holds it, although somebody did: the lease is over, or so long that the clock must have been set back since. */
const lapsed = (letter: string) =>
  `${letter}.lease_until is not null and (${letter}.lease_until <= clock.now or ${letter}.lease_until > clock.now + 2 * clock.lease)`;

/** Letters that `mayBeTaken`, in that order; of the reset letters of a name only the oldest, found by one step into an index. */
const taken = (dialect: Dialect, mayBeTaken: string, order: string, atMost: string) => `
  select l.id, l.kind, l.submitted_name, l.asked_at,
    l.asked_at < clock.now - case l.kind when 'reset' then clock.reset_cap else clock.notice_cap end as too_old
  from rekey_letters l cross join clock
  where l.state = 'pending' and ${mayBeTaken}
    and (l.kind = 'notice' or l.id = (
      select o.id from rekey_letters o where o.state = 'pending' and o.kind = 'reset' and o.submitted_name = l.submitted_name
      order by o.requested_at, o.id limit 1))
  order by ${order}, l.id
  limit ${atMost}
  ${dialect.holdUnheld('l')}`;

const SUSPECT = `${lapsed('l')} and l.lapses + 1 >= ${SUSPECT_FROM_LAPSES}`;
const STRANDED = `${lapsed('l')} and l.lapses + 1 < ${SUSPECT_FROM_LAPSES}`;
const UNTOUCHED = 'l.due_at >= 0 and l.due_at <= (select now from clock) and l.lease_until is null';

/**
 * The whole claim is one statement, so on SQLite it is one short write transaction, and on PostgreSQL it waits for nobody:
 * what another courier has locked is skipped, and what it has just taken is seen when the lock is looked at.
 *
 * - `suspect`, or `stranded` and `untouched`: what is due and unheld; letters of which couriers may have died, or first what else they
 *   left behind and then all others.
 * - `folded`: what else waits unheld under the names of `picked`. Too old letters fold nothing: the younger request stands. A name is the same
 *   only code point for code point: folding another spelling would let "JANE", whom nobody knows, swallow the request of "jane".
 * - The update names its letters twice: by the join alone SQLite may look for all letters there ever were in `changes`.
 */
export function claimStatement(dialect: Dialect): string {
  return `
    with clock as materialized (
      select ? as now, cast(? as bigint) as lease, cast(? as bigint) as reset_cap, cast(? as bigint) as notice_cap
    ), suspect as materialized (${taken(dialect, SUSPECT, 'l.lease_until', 'cast(? as bigint)')}
    ), room as materialized (
      select cast(? as bigint) as letters
    ), stranded as materialized (${taken(dialect, STRANDED, 'l.lease_until', '(select letters from room)')}
    ), untouched as materialized (${taken(dialect, UNTOUCHED, 'l.due_at', '(select letters from room) - (select count(*) from stranded)')}
    ), picked as materialized (
      select * from suspect union all select * from stranded union all select * from untouched
    ), folded as materialized (
      select s.id, s.submitted_name, s.asked_at
      from rekey_letters s cross join clock
      where s.state = 'pending' and s.kind = 'reset' and (s.lease_until is null or ${lapsed('s')}) and s.id not in (select id from picked)
        and ${dialect.isAmong('s.submitted_name', "select submitted_name from picked where kind = 'reset' and not too_old")}
      ${dialect.holdUnheld('s')}
    ), changes as materialized (
      select p.id as letter, case when p.too_old then 'dead' else 'pending' end as new_state,
        case when p.too_old then '${TOO_OLD}' end as new_reason, case when p.too_old then 0 else 1 end as tries,
        case when p.kind = 'notice' or p.too_old then p.asked_at else coalesce(
          (select max(f.asked_at) from folded f where f.submitted_name = p.submitted_name and f.asked_at > p.asked_at), p.asked_at)
        end as newly_asked
      from picked p
      union all
      select f.id, 'skipped', 'folded', 0, f.asked_at from folded f
    )
    update rekey_letters set
      state = changes.new_state, reason = changes.new_reason, asked_at = changes.newly_asked,
      attempts = attempts + changes.tries, fence = fence + 1,
      lapses = case when lease_until is null then 0 else lapses + 1 end,
      lease_until = case changes.new_state when 'pending' then clock.now + clock.lease end,
      settled_at = case changes.new_state when 'pending' then null else clock.now end
    from changes cross join clock
    where rekey_letters.id = changes.letter and rekey_letters.id in (select letter from changes)
    returning id, kind, submitted_name, name_key, user_key, client_address, to_address, about, locale, state, fence, attempts, lapses,
      doubts, requested_at, asked_at, due_at`;
}

/** Due times that nobody can have set while the clock went right. None, but for the turn after somebody set it back. */
const AHEAD_OF_TIME = `
  update rekey_letters set due_at = (select ?)
  where state = 'pending' and due_at >= 0 and due_at > (select ? + cast(? as bigint))`;

export function claimLetters(write: Knex, dialect: Dialect): (wish: ClaimWish) => Promise<ClaimRound> {
  const statement = claimStatement(dialect);
  return async ({ limit, suspects, leaseMs, ageCapMs, longestDelayMs }) => {
    await rows(write, AHEAD_OF_TIME, [dialect.now(write), dialect.now(write), longestDelayMs]);
    const limits = suspects ? [limit, 0] : [0, limit];
    const values = [dialect.now(write), leaseMs, ageCapMs.reset, ageCapMs.notice, ...limits];
    const touched = await rows(write, statement, values);
    return {
      // What an UPDATE returns comes in no set order.
      claimed: touched
        .filter(({ state }) => state === 'pending')
        .sort(byDueTime)
        .map(claimOf),
      buried: endedIn(touched, 'dead'),
      folded: endedIn(touched, 'skipped'),
    };
  };
}

function endedIn(touched: readonly Row[], wanted: string): readonly LetterRecord[] {
  return touched.filter(({ state }) => state === wanted).map(letterRecordOf);
}

function byDueTime(one: Row, other: Row): number {
  return number(one, 'due_at') - number(other, 'due_at') || number(one, 'id') - number(other, 'id');
}
