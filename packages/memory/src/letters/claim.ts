import type { ClaimRequest, ClaimRound } from '@rekey/domain/ports';
import { type Claim, type Instant, isSuspect, type LetterRecord, TOO_OLD } from '@rekey/domain/values';
import type { Drafts } from '../memory-database.ts';
import { surplus } from '../table.ts';
import { isFree, isQueued, isTooOld, oldestFirst, recordOf, takeIn } from './intake.ts';
import { claimOf, type LetterRow } from './letter-row.ts';
import { end } from './settle.ts';

// What is settled is history: enough of it for an operator and for every limit, without growing
// without end.
const MAX_SETTLED = 20_000;

/** Takes in what is due, hands out what is queued, and forgets what was settled longest ago. */
export function claimLetters(drafts: Drafts, request: ClaimRequest, now: Instant): ClaimRound {
  const { folded, buried } = request.suspects ? { folded: [], buried: [] } : takeIn(drafts, request, now);
  const tooOld: LetterRecord[] = [];
  const claimed: Claim[] = [];
  for (const row of picked(drafts, request, now)) {
    if (isTooOld(row, request, now)) {
      end(drafts, row, { state: 'dead', reason: TOO_OLD }, now);
      tooOld.push(...recordOf(row));
    } else claimed.push(...claimOne(drafts, row, request, now));
  }
  // Here and nowhere else: every settlement follows a claim, so the surplus stays small.
  for (const { id } of [...surplus(drafts.settled, MAX_SETTLED)]) drafts.settled.delete(id);
  return { claimed, buried: [...buried, ...tooOld], folded };
}

/**
 * Letters of which couriers may have died; or what else these left behind, and then what is queued,
 * round by round.
 */
function picked(drafts: Drafts, request: ClaimRequest, now: Instant): readonly LetterRow[] {
  const lapsed = oldestFirst(drafts).filter((row) => row.leaseEndsAt !== null && isFree(row, request, now));
  const suspects = lapsed.filter(({ lapses }) => isSuspect({ lapses: lapses + 1 }));
  if (request.suspects) return suspects.slice(0, request.limit);
  const stranded = lapsed.filter((row) => !suspects.includes(row));
  const queued = oldestFirst(drafts)
    .filter(isQueued)
    .sort((one, other) => one.place - other.place || one.number - other.number);
  return [...stranded, ...queued].slice(0, request.limit);
}

function claimOne(drafts: Drafts, row: LetterRow, request: ClaimRequest, now: Instant): readonly Claim[] {
  if (row.letter === null) return [];
  const taken: LetterRow = {
    ...row,
    fence: row.fence + 1,
    attempts: row.attempts + 1,
    leaseEndsAt: (now + request.leaseMs) as Instant,
    // Free, and yet with a lease: its courier never said what became of it.
    lapses: row.leaseEndsAt === null ? 0 : row.lapses + 1,
  };
  drafts.pending.set(row.id, taken);
  return [claimOf(taken, row.letter)];
}
