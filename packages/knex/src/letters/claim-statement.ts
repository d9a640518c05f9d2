import type { ClaimRequest } from '@rekey/domain/ports';
import { type Claim, type LetterRecord, SUSPECT_FROM_LAPSES } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { type Row, rows } from '../connections.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { claimOf, number } from '../row-mapping.ts';
import { claimByStep } from './claim-by-step.ts';
import { LETTER, TAKEN, tooOld } from './fates.ts';
import { endedIn } from './intake.ts';

/** Letters that `mayBeTaken`, in that order. */
const taken = (dialect: Dialect, mayBeTaken: string, order: string, atMost: string, mayGo = 'true') => `
  select l.id, ${tooOld('l')} as too_old, ${mayGo} as may_go
  from rekey_letters l cross join clock
  where l.state = 'pending' and ${mayBeTaken}
  order by ${order}, l.id
  limit ${atMost}
  ${dialect.holdUnheld('l')}`;

/**
 * Due, and the oldest of its name: one step into an index, whatever waits under that name. What is
 * in the queue is both, but for older letters that turned up since, and for what a courier of an
 * older version put off.
 */
const STILL_FIRST = `l.due_at <= clock.now and (l.kind = 'notice' or l.id = (
    select o.id from rekey_letters o where o.state = 'pending' and o.kind = 'reset' and o.submitted_name = l.submitted_name
    order by o.requested_at, o.id limit 1))`;

/** As the indexes have it: by this expression no other index can stand in for them. */
const LEASE_END = 'coalesce(l.lease_until, 0)';
const LAPSED = `l.lease_until is not null
    and (${LEASE_END} <= (select now from clock) or ${LEASE_END} > (select now + 2 * lease from clock))`;
const SUSPECT = `${LAPSED} and l.lapses >= ${SUSPECT_FROM_LAPSES - 1}`;
const STRANDED = `${LAPSED} and l.lapses < ${SUSPECT_FROM_LAPSES - 1}`;
const QUEUED = 'l.place is not null and l.lease_until is null and l.attempts >= 0';

/** Letters of which couriers may have died. */
const suspects = (dialect: Dialect) => `
    picked as materialized (${taken(dialect, SUSPECT, LEASE_END, 'cast(? as bigint)')}
    )`;

/** What else couriers left behind, and then what was taken in, round by round. */
const queue = (dialect: Dialect) => `
    room as materialized (
      select cast(? as bigint) as letters
    ), stranded as materialized (${taken(dialect, STRANDED, LEASE_END, '(select letters from room)')}
    ), queued as materialized (${taken(dialect, QUEUED, 'l.place', '(select letters from room) - (select count(*) from stranded)', STILL_FIRST)}
    ), picked as materialized (
      select * from stranded union all select * from queued
    )`;

/**
 * A claim is one statement, which waits for nobody: on PostgreSQL what another courier has locked
 * is skipped, and what it has just taken is seen when the lock is looked at. It reads as many
 * letters as it may take, and no more, however many wait.
 *
 * Where an older letter of the name turned up meanwhile, which is rare, the younger one leaves the
 * queue and is taken in once more.
 */
export function claimStatement(dialect: Dialect, from: 'suspects' | 'queue'): string {
  return `
    with clock as materialized (
      select ? as now, cast(? as bigint) as lease, cast(? as bigint) as reset_cap, cast(? as bigint) as notice_cap
    ), ${from === 'suspects' ? suspects(dialect) : queue(dialect)},
    changes as materialized (
      select p.id as letter, case when p.too_old then 'buried' when p.may_go then 'claimed' else 'back' end as fate
      from picked p
    )
    update rekey_letters set ${TAKEN}
    from changes cross join clock
    where rekey_letters.id = changes.letter and ${dialect.isAmong('rekey_letters.id', 'select letter from changes')}
    returning ${LETTER}, place, lease_until`;
}

export interface Claimed {
  readonly claimed: readonly Claim[];
  readonly buried: readonly LetterRecord[];
  /** True where it found as many letters as it was to look at. */
  readonly isFull: boolean;
}

export async function claimSome(on: Knex, dialect: Dialect, request: ClaimRequest, atMost: number): Promise<Claimed> {
  const { leaseMs, ageCapMs } = request;
  const values = [dialect.now(on), leaseMs, ageCapMs.reset, ageCapMs.notice, atMost];
  const touched = dialect.judgesInOneStatement
    ? await rows(on, claimStatement(dialect, request.suspects ? 'suspects' : 'queue'), values)
    : await claimByStep(on, dialect, request, atMost);
  return {
    // What an UPDATE returns comes in no set order.
    claimed: touched
      .filter((row) => row['lease_until'] !== null)
      .sort(byPlace)
      .map(claimOf),
    buried: endedIn(touched, 'dead'),
    isFull: touched.length >= atMost,
  };
}

/** What another version of Rekey left behind may have no place: it is older than all others. */
function byPlace(one: Row, other: Row): number {
  const [here = 0, there = 0] = [one, other].map((row) => (row['place'] === null ? -1 : number(row, 'place')));
  return here - there || number(one, 'id') - number(other, 'id');
}
