import type { Instant, LetterId, LettersInUnit, Postponement, UserKey } from '@rekey/domain';
import { end, heldBy } from './letter-moves.ts';
import { type LetterRow, newRow } from './letter-row.ts';
import type { Drafts, MemoryDatabase } from './memory-database.ts';

/** `LettersInUnit` over the drafts of one unit. */
export function memoryLettersInUnit(database: MemoryDatabase, drafts: Drafts): LettersInUnit {
  const { pending } = drafts;
  return {
    async post(notice) {
      const row = newRow(database.nextNumber(), notice, database.now());
      pending.set(row.id, row);
    },
    async startHandOver(claim, user) {
      const row = heldBy(drafts, claim);
      if (row === null) return 'lost';
      pending.set(row.id, { ...row, handedOver: { to: user, at: database.now() } });
      return 'ours';
    },
    async handedOverWithin(user, windowMs, except) {
      return countHandedOver(drafts, user, (database.now() - windowMs) as Instant, except);
    },
    async settle(claim, ended) {
      const row = heldBy(drafts, claim);
      if (row === null) return 'lost';
      end(drafts, row, ended, database.now());
      return 'settled';
    },
    async postpone(claim, until) {
      const row = heldBy(drafts, claim);
      if (row === null) return 'lost';
      pending.set(row.id, postponed(row, until, database.now()));
      return 'postponed';
    },
    async proveDelivered(id) {
      const row = pending.get(id);
      if (row !== undefined) end(drafts, row, { state: 'sent' }, database.now());
    },
    async closeFor(username) {
      const waiting = [...pending.values()].filter((row) => row.kind === 'reset' && row.username === username);
      for (const row of waiting) end(drafts, row, { state: 'skipped', reason: 'reported' }, database.now());
      return waiting.length;
    },
  };
}

function countHandedOver({ pending, settled }: Drafts, user: UserKey, since: Instant, except: LetterId): number {
  const counts = ({ id, kind, handedOver }: LetterRow) =>
    kind === 'reset' && id !== except && handedOver !== null && handedOver.to === user && handedOver.at > since;
  return [...pending.values(), ...settled.values()].filter(counts).length;
}

function postponed(row: LetterRow, until: Postponement, now: Instant): LetterRow {
  return {
    ...row,
    leaseEndsAt: null,
    dueAt: (now + until.delayMs) as Instant,
    lastError: until.error,
    attempts: row.attempts - (until.countsAsAttempt ? 0 : 1),
    doubts: row.doubts + (until.doubt ? 1 : 0),
    handedOver: until.doubt ? row.handedOver : null,
    channelDown: until.countsAsAttempt ? null : { since: row.channelDown?.since ?? now, at: now },
  };
}
