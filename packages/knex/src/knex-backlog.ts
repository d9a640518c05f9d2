import { type Backlog, type BacklogView, CLAIM_ALARM_STANDS_MS } from '@rekey/domain/ports';
import type { LetterState } from '@rekey/domain/values';
import { type Connections, type Row, rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { number } from './row-mapping.ts';

const ENDED = ['sent', 'skipped', 'dead'] as const satisfies readonly LetterState[];

/** Beyond it the exact number changes nothing for an operator. */
const COUNTED_LETTERS = 10_000;

/** Each is read from the front of an index. `sent`: whatever failed before the latest mail is an old story. */
const LOOK = `
  with clock as (select ? as now),
  latest_failure as (
    select channel_down_at, last_error from rekey_letters
    where state = 'pending' and channel_down_at is not null order by channel_down_at desc limit 1
  ), first_failure as (
    select channel_down_since from rekey_letters
    where state = 'pending' and channel_down_since is not null order by channel_down_since limit 1
  ), sent as (
    select sent_at from rekey_letters where sent_at is not null order by sent_at desc limit 1
  ), waiting as (
    select due_at from rekey_letters
    where state = 'pending' and due_at >= 0 and due_at <= (select now from clock)
      and (lease_until is null or lease_until <= (select now from clock))
    order by due_at limit ?
  )
  select clock.now as now,
    (select channel_down_since from first_failure) as down_since,
    (select channel_down_at from latest_failure) as down_at,
    (select last_error from latest_failure) as reason,
    (select sent_at from sent) as sent_at,
    (select min(due_at) from waiting) as due_at,
    (select count(*) from waiting) as waiting,
    (select since from rekey_claim_alarm where at > (select now from clock) - ${CLAIM_ALARM_STANDS_MS}) as claims_fail_since
  from clock`;

/** Each state by the index that lists it, and no further than that anybody cares. */
const COUNT = ['pending', ...ENDED]
  .map((state) => {
    const indexed = state === 'pending' ? 'due_at >= 0' : "state <> 'pending' and fence >= 0";
    return `select '${state}' as state, count(*) as letters
      from (select 1 from rekey_letters where state = '${state}' and ${indexed} limit ?) as ${state}`;
  })
  .join(' union all ');

const raised = ({ types: { integer } }: Dialect) =>
  `select 1 as id, clock.now - cast(? as ${integer}) as since, clock.now as at from (select ? as now) as clock where true`;

export function knexBacklog(
  { read, write, dialect }: Pick<Connections, 'read' | 'write' | 'dialect'>,
  countedLetters = COUNTED_LETTERS,
): Backlog {
  return {
    async look() {
      const [row] = await rows(read, LOOK, [dialect.now(read), countedLetters]);
      if (row === undefined) throw new Error('the database answered without an answer');
      const now = number(row, 'now');
      return {
        channelDown: channelDown(row, now),
        overdueMs: row['due_at'] === null ? 0 : now - number(row, 'due_at'),
        waiting: number(row, 'waiting'),
        claimsFailForMs: row['claims_fail_since'] === null ? null : now - number(row, 'claims_fail_since'),
      };
    },
    async count() {
      const counted = await rows(read, COUNT, Array(1 + ENDED.length).fill(countedLetters));
      const of = (state: LetterState) => {
        const row = counted.find((each) => each['state'] === state);
        return row === undefined ? 0 : number(row, 'letters');
      };
      return { pending: of('pending'), sent: of('sent'), skipped: of('skipped'), dead: of('dead') };
    },
    async raiseClaimAlarm(forMs) {
      await rows(write, dialect.putRow('rekey_claim_alarm', 'id', raised(dialect), ['since', 'at']), [
        Math.round(forMs),
        dialect.now(write),
      ]);
    },
    async endClaimAlarm() {
      await rows(write, 'delete from rekey_claim_alarm returning 1 as ended');
    },
  };
}

function channelDown(row: Row, now: number): BacklogView['channelDown'] {
  if (row['down_at'] === null) return null;
  const sentAt = row['sent_at'] === null ? Number.NEGATIVE_INFINITY : number(row, 'sent_at');
  if (sentAt > number(row, 'down_at')) return null;
  return { forMs: now - Math.max(number(row, 'down_since'), sentAt), reason: String(row['reason']) };
}
