import type { LettersInUnit } from '@rekey/domain/ports';
import type { Claim, Instant, LetterId } from '@rekey/domain/values';
import type { Drafts, MemoryDatabase } from '../memory-database.ts';
import { countHandedOver } from './hand-over.ts';
import { type LetterRow, newRow } from './letter-row.ts';
import { retry } from './retry.ts';
import { end, heldBy, settle } from './settle.ts';

/** `LettersInUnit` over the drafts of one unit. */
export function memoryLettersInUnit(database: MemoryDatabase, drafts: Drafts): LettersInUnit {
  const { pending } = drafts;

  return {
    async post(notice) {
      const row = newRow(database.nextNumber(), notice, database.now());
      pending.set(row.id, row);
    },
    startHandOvers: async (starts) =>
      changeHeld(drafts, starts, (row, { userKey }) => {
        pending.set(row.id, { ...row, handedOver: { to: userKey, at: database.now() } });
      }),
    async handedOverWithin(users, windowMs, except) {
      return countHandedOver(drafts, users, (database.now() - windowMs) as Instant, except);
    },
    settle: async (settlements) =>
      changeHeld(drafts, settlements, (row, { fate }) => {
        settle(drafts, row, fate, database.now());
      }),
    async retry(id) {
      return retry(drafts, id, database.now());
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

/** Changes those of the letters that are still held by these claims, and answers which. */
function changeHeld<Change extends { readonly claim: Claim }>(
  drafts: Drafts,
  changes: readonly Change[],
  write: (row: LetterRow, change: Change) => void,
): readonly LetterId[] {
  return changes.flatMap((change) => {
    const row = heldBy(drafts, change.claim);
    if (row === null) return [];
    write(row, change);
    return [row.id];
  });
}
