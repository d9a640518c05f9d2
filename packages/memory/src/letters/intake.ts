import type { ClaimRequest } from '@rekey/domain/ports';
import { type Instant, type LetterId, type LetterRecord, networkOf, TOO_OLD } from '@rekey/domain/values';
import type { Drafts } from '../memory-database.ts';
import type { LetterRow } from './letter-row.ts';
import { end } from './settle.ts';

export interface Intake {
  readonly folded: readonly LetterRecord[];
  readonly buried: readonly LetterRecord[];
}

/**
 * Gives what is due its place in the queue, and ends what needs none. Of the reset letters of a
 * name the oldest that nobody holds is kept, and the others are folded into it. It gets a place
 * unless a courier holds an older one.
 */
export function takeIn(drafts: Drafts, request: ClaimRequest, now: Instant): Intake {
  const buried = buryTooOld(drafts, request, now);
  const folded: LetterRecord[] = [];
  const names = namesIn(drafts, request, now);
  const seat = seating(drafts);
  for (const row of arrivals(drafts, request, now)) {
    const { oldest, keeper } = names.get(nameOf(row)) ?? { oldest: row.id, keeper: row.id };
    if (keeper !== row.id) {
      fold(drafts, row, keeper, now);
      folded.push(...recordOf(row));
    } else if (oldest === row.id) {
      const dueAt = Math.min(row.dueAt, now) as Instant;
      drafts.pending.set(row.id, { ...row, place: seat(row), dueAt });
    }
  }
  return { folded, buried };
}

/** What has not been taken in, or was and has been postponed since. */
function arrivals(drafts: Drafts, request: ClaimRequest, now: Instant): readonly LetterRow[] {
  return oldestFirst(drafts).filter(
    (row) => row.place === null && row.leaseEndsAt === null && isDue(row, request, now),
  );
}

/** With what is too old itself, also what a younger request of its name would have to wait for. */
function buryTooOld(drafts: Drafts, request: ClaimRequest, now: Instant): readonly LetterRecord[] {
  const arrived = arrivals(drafts, request, now);
  const ids = new Set(arrived.map(({ id }) => id));
  const names = new Set(arrived.filter(({ kind }) => kind === 'reset').map(nameOf));
  const old = oldestFirst(drafts).filter(
    (row) => isFree(row, request, now) && isTooOld(row, request, now) && (ids.has(row.id) || names.has(nameOf(row))),
  );
  for (const row of old) end(drafts, row, { state: 'dead', reason: TOO_OLD }, now);
  return old.flatMap(recordOf);
}

interface Name {
  /** Whether or not somebody holds it. */
  readonly oldest: LetterId;
  /** The oldest that nobody holds. */
  readonly keeper: LetterId;
}

function namesIn(drafts: Drafts, request: ClaimRequest, now: Instant): ReadonlyMap<string, Name> {
  const oldest = new Map<string, LetterId>();
  const names = new Map<string, Name>();
  for (const row of oldestFirst(drafts)) {
    const name = nameOf(row);
    oldest.set(name, oldest.get(name) ?? row.id);
    if (!names.has(name) && isFree(row, request, now))
      names.set(name, { oldest: oldest.get(name) ?? row.id, keeper: row.id });
  }
  return names;
}

/** Notices never fold: each has a name of its own, which no request can have. */
function nameOf(row: LetterRow): string {
  return row.kind === 'reset' ? row.username : `\n${row.id}`;
}

function fold(drafts: Drafts, row: LetterRow, into: LetterId, now: Instant): void {
  const keeper = drafts.pending.get(into);
  if (keeper === undefined) return;
  drafts.pending.set(keeper.id, { ...keeper, askedAt: Math.max(keeper.askedAt, row.askedAt) as Instant });
  end(drafts, row, { state: 'skipped', reason: 'folded' }, now);
}

/**
 * Each network has one letter in each round, from the round that is being served. A notice has no
 * network to share with.
 */
function seating(drafts: Drafts): (row: LetterRow) => number {
  const queued = [...drafts.pending.values()].filter(isQueued);
  const served = queued.reduce((least, { place }) => Math.min(least, place), queued[0]?.place ?? 0);
  const lastOf = new Map<string, number>();
  const note = (network: string, place: number) => lastOf.set(network, Math.max(place, lastOf.get(network) ?? 0));
  for (const { letter, place } of queued) if (letter?.kind === 'reset') note(networkOf(letter.address), place);
  return ({ letter }) => {
    if (letter?.kind !== 'reset') return served;
    const network = networkOf(letter.address);
    const place = Math.max(served, (lastOf.get(network) ?? served - 1) + 1);
    note(network, place);
    return place;
  };
}

export type Queued = LetterRow & { readonly place: number };

export function isQueued(row: LetterRow): row is Queued {
  return row.place !== null && row.leaseEndsAt === null;
}

export function recordOf({ id, letter, requestedAt }: LetterRow): readonly LetterRecord[] {
  return letter === null ? [] : [{ id, letter, requestedAt }];
}

export function oldestFirst({ pending }: Drafts): readonly LetterRow[] {
  return [...pending.values()].sort((one, other) => one.number - other.number);
}

/**
 * A lease that ends later than any claim could have made it was taken before somebody set the clock
 * back.
 */
export function isFree({ leaseEndsAt }: LetterRow, { leaseMs }: ClaimRequest, now: Instant): boolean {
  return leaseEndsAt === null || leaseEndsAt <= now || leaseEndsAt > now + 2 * leaseMs;
}

export function isTooOld({ askedAt, kind }: LetterRow, { ageCapMs }: ClaimRequest, now: Instant): boolean {
  return now - askedAt > ageCapMs[kind];
}

/**
 * A due time further ahead than any that a courier sets was written before somebody set the clock
 * back.
 */
function isDue({ dueAt }: LetterRow, { longestDelayMs }: ClaimRequest, now: Instant): boolean {
  return dueAt <= now || dueAt > now + longestDelayMs;
}
