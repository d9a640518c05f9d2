import type { Retried } from '@rekey/domain/ports';
import type { Instant, LetterId } from '@rekey/domain/values';
import type { Drafts } from '../memory-database.ts';

/** Makes a dead letter pending again, due now. */
export function retry({ pending, settled }: Drafts, id: LetterId, now: Instant): Retried {
  if (pending.get(id) !== undefined) return { kind: 'not-dead' };
  const row = settled.get(id);
  if (row === undefined) return { kind: 'unknown' };
  if (row.state !== 'dead' || row.letter === null) return { kind: 'not-dead' };
  settled.delete(id);
  pending.set(id, {
    ...row,
    state: 'pending',
    reason: null,
    dueAt: now,
    askedAt: now,
    attempts: 0,
    doubts: 0,
    settledAt: null,
    channelDown: null,
  });
  return { kind: 'due', letter: { id, letter: row.letter, requestedAt: row.requestedAt } };
}
