import type { Backlog, BacklogView } from '@rekey/domain';
import { type Connections, type Row, rows } from './connections.ts';
import { number } from './row-mapping.ts';

/** Each is the first entry of an index. `sent`: whatever failed before the latest mail is an old story. */
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
    order by due_at limit 1
  )
  select clock.now as now,
    (select channel_down_since from first_failure) as down_since,
    (select channel_down_at from latest_failure) as down_at,
    (select last_error from latest_failure) as reason,
    (select sent_at from sent) as sent_at,
    (select due_at from waiting) as due_at
  from clock`;

export function knexBacklog({ read, dialect }: Pick<Connections, 'read' | 'dialect'>): Backlog {
  return {
    async look() {
      const [row] = await rows(read, LOOK, [dialect.now(read)]);
      if (row === undefined) throw new Error('the database answered without an answer');
      const now = number(row, 'now');
      return {
        channelDown: channelDown(row, now),
        overdueMs: row['due_at'] === null ? 0 : now - number(row, 'due_at'),
      };
    },
  };
}

function channelDown(row: Row, now: number): BacklogView['channelDown'] {
  if (row['down_at'] === null) return null;
  const sentAt = row['sent_at'] === null ? Number.NEGATIVE_INFINITY : number(row, 'sent_at');
  if (sentAt > number(row, 'down_at')) return null;
  return { forMs: now - Math.max(number(row, 'down_since'), sentAt), reason: String(row['reason']) };
}
