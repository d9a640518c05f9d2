import type { Claim, Instant, LetterEnd, LetterFate, Postponement } from '@rekey/domain/values';
import type { Drafts } from '../memory-database.ts';
import type { LetterRow } from './letter-row.ts';

/**
 * The pending letter that this claim still holds, or `null`: a newer claim, a settlement or a
 * release has overtaken it.
 */
export function heldBy(drafts: Drafts, claim: Claim): LetterRow | null {
  const row = drafts.pending.get(claim.id);
  return row !== undefined && row.leaseEndsAt !== null && row.fence === claim.fence ? row : null;
}

/**
 * Moves a pending letter to the settled ones. The fence rises, so that nobody who held it can write
 * any more.
 */
export function end(drafts: Drafts, row: LetterRow, ended: LetterEnd, now: Instant): void {
  const certainlyFailed = ended.state !== 'sent' && row.doubts === 0;
  drafts.pending.delete(row.id);
  drafts.settled.set(row.id, {
    ...row,
    state: ended.state,
    reason: ended.state === 'sent' ? null : ended.reason,
    // A dead letter may be retried, so a notice among them needs its address; after any other end
    // it is erased.
    letter: row.kind === 'notice' && ended.state !== 'dead' ? null : row.letter,
    fence: row.fence + 1,
    place: null,
    leaseEndsAt: null,
    handedOver: certainlyFailed ? null : row.handedOver,
    sentAt: ended.state === 'sent' ? now : null,
    settledAt: now,
  });
}

/** Brings a held letter to an end, or frees it for another time. */
export function settle(drafts: Drafts, row: LetterRow, fate: LetterFate, now: Instant): void {
  if (fate.state === 'released') drafts.pending.set(row.id, released(row));
  else if (fate.state === 'pending') drafts.pending.set(row.id, postponed(row, fate, now));
  else end(drafts, row, fate, now);
}

function released(row: LetterRow): LetterRow {
  return { ...row, leaseEndsAt: null, attempts: row.attempts - 1, handedOver: row.doubts > 0 ? row.handedOver : null };
}

function postponed(row: LetterRow, until: Postponement, now: Instant): LetterRow {
  return {
    ...row,
    leaseEndsAt: null,
    place: null,
    dueAt: (now + until.delayMs) as Instant,
    lastError: until.error,
    attempts: row.attempts - (until.blame === 'letter' ? 0 : 1),
    doubts: row.doubts + (until.doubt ? 1 : 0),
    handedOver: until.doubt || row.doubts > 0 ? row.handedOver : null,
    channelDown: until.blame === 'channel' ? { since: row.channelDown?.since ?? now, at: now } : null,
  };
}
