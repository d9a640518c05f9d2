import type { Backlog, BacklogView, Instant } from '@rekey/domain';
import type { Committed, MemoryDatabase } from './memory-database.ts';

/** A `Backlog` over shared memory. */
export function memoryBacklog({ committed, now }: MemoryDatabase): Backlog {
  return {
    look: async () => ({ channelDown: channelDown(committed, now()), overdueMs: overdueMs(committed, now()) }),
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

function overdueMs({ pending }: Committed, now: Instant): number {
  const waiting = [...pending.values()].filter(({ leaseEndsAt }) => leaseEndsAt === null || leaseEndsAt <= now);
  return Math.max(0, ...waiting.map(({ dueAt }) => now - dueAt));
}
