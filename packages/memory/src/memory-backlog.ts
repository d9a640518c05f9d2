import { type Backlog, type BacklogView, CLAIM_ALARM_STANDS_MS } from '@rekey/domain/ports';
import type { Instant } from '@rekey/domain/values';
import type { Committed, MemoryDatabase } from './memory-database.ts';

/** A `Backlog` over shared memory. */
export function memoryBacklog({ committed, now }: MemoryDatabase): Backlog {
  let alarm: { readonly since: number; readonly at: number } | null = null;
  return {
    look: async () => {
      const dueTimes = waitingSince(committed, now());
      return {
        channelDown: channelDown(committed, now()),
        overdueMs: Math.max(0, ...dueTimes.map((dueAt) => now() - dueAt)),
        waiting: dueTimes.length,
        claimsFailForMs: alarm === null || now() - alarm.at >= CLAIM_ALARM_STANDS_MS ? null : now() - alarm.since,
      };
    },
    async count() {
      const counts = { pending: committed.pending.size, sent: 0, skipped: 0, dead: 0 };
      for (const { state } of committed.settled.values()) counts[state] += 1;
      return counts;
    },
    async raiseClaimAlarm(forMs) {
      alarm = { since: now() - forMs, at: now() };
    },
    async endClaimAlarm() {
      alarm = null;
    },
  };
}

function channelDown({ pending, settled }: Committed, now: Instant): BacklogView['channelDown'] {
  const failing = [...pending.values()].flatMap(({ channelDown: down, lastError }) =>
    down === null ? [] : [{ ...down, reason: lastError ?? '' }],
  );
  const [latest] = failing.sort((one, other) => other.at - one.at);
  if (latest === undefined) return null;
  const sentAt = Math.max(...[...settled.values()].map((row) => row.sentAt ?? Number.NEGATIVE_INFINITY));
  if (sentAt > latest.at) return null;
  const since = Math.min(...failing.map((each) => each.since));
  return { forMs: now - Math.max(since, sentAt), reason: latest.reason };
}

/** The due times of letters that nobody holds. */
function waitingSince({ pending }: Committed, now: Instant): readonly number[] {
  return [...pending.values()]
    .filter(({ leaseEndsAt, dueAt }) => dueAt <= now && (leaseEndsAt === null || leaseEndsAt <= now))
    .map(({ dueAt }) => dueAt);
}
