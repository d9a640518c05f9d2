import type { ClaimRequest } from '@rekey/domain/ports';
import type { LetterRecord } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { type Row, rows } from '../connections.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { letterRecordOf } from '../row-mapping.ts';
import { LETTER, TAKEN_IN, tooOld } from './fates.ts';
import { takeInByStep } from './intake-by-step.ts';

/** Letters that one statement takes in from either end: some milliseconds, however many wait. */
export const INTAKE = 100;

/**
 * Nobody holds it, although somebody did: the lease is over, or so long that the clock must have
 * been set back since.
 */
const lapsed = (letter: string) =>
  `${letter}.lease_until is not null and (${letter}.lease_until <= clock.now or ${letter}.lease_until > clock.now + 2 * clock.lease)`;

/** What has not been taken in, or was and has been postponed since. */
const arriving = (dialect: Dialect, due: string, order: string, atMost: string) => `
  select l.id, l.kind, l.submitted_name, l.asked_at, coalesce(l.network, l.client_address) as network, ${tooOld('l')} as too_old
  from rekey_letters l cross join clock
  where l.state = 'pending' and l.place is null and l.lease_until is null and l.due_at ${due}
  order by ${order}
  limit ${atMost}
  ${dialect.holdUnheld('l')}`;

/**
 * The oldest letter of a name, by one step into an index; of those that are `free`, by a step for
 * each that somebody holds.
 */
const oldestOf = (letter: string, free: string) => `(
    select o.id from rekey_letters o
    where o.state = 'pending' and o.kind = 'reset' and o.submitted_name = ${letter}.submitted_name ${free}
    order by o.requested_at, o.id limit 1)`;

const FREE = `and (o.lease_until is null or ${lapsed('o')})`;

/** Those due first, those due last where the first are too many, and those due too far ahead. */
const arrivals = (dialect: Dialect, some: string) => {
  const overflow = `(case when (select count(*) from earliest) < ${some} then 0 else ${some} end)`;
  return `
    earliest as materialized (${arriving(dialect, '<= (select now from clock)', 'l.due_at, l.id', some)}
    ), latest as materialized (${arriving(dialect, '<= (select now from clock)', 'l.due_at desc, l.id desc', overflow)}
    ), ahead as materialized (${arriving(dialect, '> (select now + longest_delay from clock)', 'l.due_at, l.id', some)}
    ), arrived as materialized (
      select * from earliest union select * from latest union select * from ahead
    )`;
};

/**
 * What becomes of each. A keeper that can be locked is held by nobody, so nobody can have judged
 * it. Each name is looked up once: a flood leaves thousands of dead entries in an index, and as
 * long as another session has an old snapshot open, each look-up steps over all of them.
 */
const judged = (dialect: Dialect) => `
    named as materialized (
      select a.*, row_number() over (partition by a.kind, a.submitted_name order by a.id) as of_name from arrived a
    ), looked_up as materialized (
      select n.*,
        case when n.kind = 'reset' and n.of_name = 1 then ${oldestOf('n', '')} end as first_oldest,
        case when n.kind = 'reset' and n.of_name = 1 then ${oldestOf('n', FREE)} end as first_keeper
      from named n cross join clock
    ), looked_at as materialized (
      select l.id, l.kind, l.asked_at, l.network, l.too_old,
        case l.kind when 'notice' then l.id else max(l.first_oldest) over (partition by l.kind, l.submitted_name) end as oldest,
        case l.kind when 'notice' then l.id else max(l.first_keeper) over (partition by l.kind, l.submitted_name) end as keeper
      from looked_up l
    ), keepers as materialized (
      select k.id, ${tooOld('k')} as too_old
      from rekey_letters k cross join clock
      where ${dialect.isAmong('k.id', 'select keeper from looked_at where keeper <> id and not too_old')}
        and k.state = 'pending' and (k.lease_until is null or ${lapsed('k')})
      ${dialect.holdUnheld('k')}
    ), judged as materialized (
      select l.id, l.kind, l.network, l.keeper,
        case when l.too_old then 'buried' when l.keeper = l.id and l.oldest = l.id then 'placed' when l.keeper = l.id then 'next'
          when l.keeper in (select id from keepers where not too_old) then 'folded' else 'left' end as fate,
        l.keeper in (select id from looked_at) as keeper_arrived,
        max(case when l.too_old then null else l.asked_at end) over (partition by l.keeper) as newest,
        row_number() over (partition by l.keeper, l.too_old order by l.id) as nth
      from looked_at l
    )`;

/**
 * The round that is being served, and the first round in which the network of a letter has none.
 */
const SEATED = `
    round as materialized (
      select coalesce((
        select q.place from rekey_letters q
        where q.state = 'pending' and q.place is not null and q.lease_until is null and q.attempts >= 0
        order by q.place, q.id limit 1), 0) as served
    ), in_line as materialized (
      select j.*, row_number() over (partition by j.fate, j.kind, j.network order by j.id) - 1 as others from judged j
    ), seated as materialized (
      select i.*, round.served, max(case when i.fate = 'placed' and i.others = 0 then (
          select n.place + 1 from rekey_letters n
          where n.state = 'pending' and n.place is not null and n.lease_until is null and n.network = i.network
          order by n.place desc limit 1) end) over (partition by i.fate, i.kind, i.network) as free
      from in_line i cross join round where i.fate <> 'left'
    )`;

const CHANGES = `
    changes as materialized (
      select s.id as letter, s.fate, s.newest, case when s.fate <> 'placed' then null when s.kind = 'notice' then s.served
        when s.free > s.served then s.free + s.others else s.served + s.others end as new_place
      from seated s
      union all
      select s.keeper, 'asked again', s.newest, null from seated s where s.fate = 'folded' and s.nth = 1 and not s.keeper_arrived
      union all
      select k.id, 'buried', null, null from keepers k where k.too_old and k.id not in (select id from looked_at)
    )`;

/**
 * Takes in a bounded number of letters, whatever waits: those due first, and where these are too
 * many also those due last. So a flood does not hold up people who ask after it.
 *
 * - `keeper`: of the reset letters of a name the oldest that nobody holds. The others are folded
 *   into it. A letter that is too old keeps nothing: the younger request stands.
 * - A keeper gets a place in the queue if it is the oldest of its name. Else a courier holds an
 *   older one, and the keeper is looked at again a little later.
 * - A place is a round: a network has one letter in each, so that one which asks for much waits
 *   behind those which ask for little. A letter comes at the earliest into the round that is being
 *   served. A notice has no network to share with.
 * - What is due further ahead than any delay was put off before somebody set the clock back: it is
 *   due now.
 */
export function intakeStatement(dialect: Dialect, atMost: number): string {
  return `
    with clock as materialized (
      select ? as now, cast(? as bigint) as lease, cast(? as bigint) as reset_cap, cast(? as bigint) as notice_cap,
        cast(? as bigint) as longest_delay
    ), ${[arrivals(dialect, String(atMost)), judged(dialect), SEATED, CHANGES].join(', ')}
    update rekey_letters set ${TAKEN_IN}
    from changes cross join clock
    where rekey_letters.id = changes.letter and ${dialect.isAmong('rekey_letters.id', 'select letter from changes')}
    returning ${LETTER}`;
}

export interface Intake {
  readonly folded: readonly LetterRecord[];
  readonly buried: readonly LetterRecord[];
  /** As many came in as a statement takes: there may be more. */
  readonly mayBeMore: boolean;
}

export async function takeIn(on: Knex, dialect: Dialect, request: ClaimRequest, atMost: number): Promise<Intake> {
  const { leaseMs, ageCapMs, longestDelayMs } = request;
  const values = [dialect.now(on), leaseMs, ageCapMs.reset, ageCapMs.notice, longestDelayMs];
  const touched = dialect.judgesInOneStatement
    ? await rows(on, intakeStatement(dialect, atMost), values)
    : await takeInByStep(on, dialect, request, atMost);
  return {
    folded: endedIn(touched, 'skipped'),
    buried: endedIn(touched, 'dead'),
    mayBeMore: touched.length >= atMost,
  };
}

export function endedIn(touched: readonly Row[], wanted: string): readonly LetterRecord[] {
  return touched.filter(({ state }) => state === wanted).map(letterRecordOf);
}
