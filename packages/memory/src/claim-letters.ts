import {
  type Claim,
  type ClaimRound,
  type ClaimWish,
  type Instant,
  isSuspect,
  type LetterRecord,
  type NewLetter,
  TOO_OLD,
} from '@rekey/domain';
import { end } from './letter-moves.ts';
import { claimOf, type LetterRow } from './letter-row.ts';
import type { Drafts } from './memory-database.ts';
import { surplus } from './table.ts';

// What is settled is history: enough of it for an operator and for every limit, without growing for ever.
const MAX_SETTLED = 20_000;

/** Hands out due letters that nobody holds, and forgets what was settled longest ago. */
export function claimLetters(drafts: Drafts, wish: ClaimWish, now: Instant): ClaimRound {
  const round = takeDue(drafts, wish, now);
  // Here and nowhere else: every settlement follows a claim, so the surplus stays small.
  for (const { id } of [...surplus(drafts.settled, MAX_SETTLED)]) drafts.settled.delete(id);
  return round;
}

/** Of the reset letters of one name, code point for code point, the oldest only. */
function takeDue(drafts: Drafts, wish: ClaimWish, now: Instant): ClaimRound {
  const claimed: Claim[] = [];
  const buried: LetterRecord[] = [];
  const folded: LetterRecord[] = [];
  const served = new Set<string>();
  const room = roomFor(wish, drafts, now);
  for (const row of oldestFirst(drafts)) {
    if (row.kind === 'reset' && served.has(row.username)) continue;
    const taken = isFree(row, wish.leaseMs, now) && isDue(row, wish, now) && room.takes(row);
    if (taken && now - row.askedAt > wish.ageCapMs[row.kind]) {
      end(drafts, row, { state: 'dead', reason: TOO_OLD }, now);
      buried.push(...endedOf(row));
      continue;
    }
    // Also when it is held or not yet due: then the others of its name wait behind it.
    if (row.kind === 'reset') served.add(row.username);
    if (!taken || row.letter === null) continue;
    const others = foldOthers(drafts, row, wish, now);
    folded.push(...others.flatMap(endedOf));
    claimed.push(claimOne(drafts, row, row.letter, wish, others, now));
  }
  return { claimed, buried, folded };
}

type Standing = 'suspect' | 'stranded' | 'untouched';

/** For so many letters of which couriers may have died; or for what else these left behind, before all others. */
function roomFor({ limit, suspects, leaseMs }: ClaimWish, { pending }: Drafts, now: Instant) {
  const free = [...pending.values()].filter((row) => isFree(row, leaseMs, now)).map(standingOf);
  const stranded = Math.min(limit, free.filter((standing) => standing === 'stranded').length);
  const left: Record<Standing, number> = suspects
    ? { suspect: limit, stranded: 0, untouched: 0 }
    : { suspect: 0, stranded, untouched: limit - stranded };
  return { takes: (row: LetterRow): boolean => left[standingOf(row)]-- > 0 };
}

function standingOf(row: LetterRow): Standing {
  if (!hasLapsed(row)) return 'untouched';
  return isSuspect({ lapses: row.lapses + 1 }) ? 'suspect' : 'stranded';
}

function endedOf({ id, letter, requestedAt }: LetterRow): readonly LetterRecord[] {
  return letter === null ? [] : [{ id, letter, requestedAt }];
}

function oldestFirst({ pending }: Drafts): readonly LetterRow[] {
  return [...pending.values()].sort((one, other) => one.number - other.number);
}

/** A lease that ends later than any claim could have made it was taken before somebody set the clock back. */
function isFree({ leaseEndsAt }: LetterRow, leaseMs: number, now: Instant): boolean {
  return leaseEndsAt === null || leaseEndsAt <= now || leaseEndsAt > now + 2 * leaseMs;
}

/** A due time further ahead than any that a courier sets was written before somebody set the clock back. */
function isDue({ dueAt }: LetterRow, { longestDelayMs }: ClaimWish, now: Instant): boolean {
  return dueAt <= now || dueAt > now + longestDelayMs;
}

/** Free, and yet with a lease: its courier never said what became of it. */
function hasLapsed({ leaseEndsAt }: LetterRow): boolean {
  return leaseEndsAt !== null;
}

function claimOne(
  drafts: Drafts,
  row: LetterRow,
  letter: NewLetter,
  wish: ClaimWish,
  folded: readonly LetterRow[],
  now: Instant,
): Claim {
  const taken: LetterRow = {
    ...row,
    fence: row.fence + 1,
    attempts: row.attempts + 1,
    askedAt: Math.max(row.askedAt, ...folded.map(({ askedAt }) => askedAt)) as Instant,
    leaseEndsAt: (now + wish.leaseMs) as Instant,
    lapses: hasLapsed(row) ? row.lapses + 1 : 0,
  };
  drafts.pending.set(row.id, taken);
  return claimOf(taken, letter);
}

/** Ends the other requests of this name that nobody holds, and answers them. */
function foldOthers(drafts: Drafts, row: LetterRow, { leaseMs }: ClaimWish, now: Instant): readonly LetterRow[] {
  if (row.kind !== 'reset') return [];
  const others = [...drafts.pending.values()].filter(
    (other) =>
      other.kind === 'reset' && other.username === row.username && other.id !== row.id && isFree(other, leaseMs, now),
  );
  for (const other of others) end(drafts, other, { state: 'skipped', reason: 'folded' }, now);
  return others;
}
