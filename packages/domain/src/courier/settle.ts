import type { ClaimRound } from '../ports/letters.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { LetterOutcome } from '../values/audit-event.ts';
import { type LetterEnd, type LetterRecord, type Settlement as LetterSettlement, TOO_OLD } from '../values/letter.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import type { UserKey } from '../values/user.ts';
import type { CourierDeps, LetterEvent } from './courier.ts';

/** How a letter is settled, with all that is written down about it. */
export interface Settlement extends LetterSettlement {
  /** `null` for an unknown name. */
  readonly userKey: UserKey | null;
  /** It gave way to others: the relay was not left to answer. */
  readonly heldBack: boolean;
  /** A token that certainly reached nobody. */
  readonly withdrawn: TokenDigest | null;
}

/**
 * Writes down what became of letters: tokens, letters and the audit trail in one transaction, with
 * the same statements for any number of them. A withdrawal holds even where the lease is lost.
 * Answers in the order of the settlements.
 */
export async function settle(units: UnitOfWork, settlements: readonly Settlement[]): Promise<readonly LetterEvent[]> {
  const settled = await units.run(async (unit) => {
    await unit.tokens.withdraw(settlements.flatMap(({ withdrawn }) => (withdrawn === null ? [] : [withdrawn])));
    const ours = new Set(await unit.letters.settle(settlements));
    await unit.audit.record(settlements.flatMap((each) => (ours.has(each.claim.id) ? outcomesOf(each) : [])));
    return ours;
  });
  return settlements.map((each) =>
    settled.has(each.claim.id) ? eventOf(each) : { letterId: each.claim.id, kind: 'lost' },
  );
}

/** Only an end goes into the trail: a letter that waits will have one. */
function outcomesOf({ claim, userKey, fate }: Settlement): readonly LetterOutcome[] {
  return fate.state === 'pending' || fate.state === 'released' ? [] : [outcomeOf(claim, userKey, fate)];
}

function eventOf({ claim: { id: letterId, letter, attempts }, fate, heldBack }: Settlement): LetterEvent {
  switch (fate.state) {
    case 'sent':
      return { letterId, kind: 'sent', letterKind: letter.kind, attempts };
    case 'pending':
      if (heldBack) return { letterId, kind: 'held-back', reason: fate.error, delayMs: fate.delayMs };
      return { letterId, kind: 'postponed', error: fate.error, delayMs: fate.delayMs, doubt: fate.doubt };
    case 'released':
      return { letterId, kind: 'released' };
    default:
      return { letterId, kind: fate.state, reason: fate.reason };
  }
}

// A flood of requests for one name ends thousands at once. Small transactions do not block others.
const MOST_AT_ONCE = 200;

interface Ended {
  readonly letter: LetterRecord;
  readonly end: Exclude<LetterEnd, { state: 'sent' }>;
}

/**
 * Tells of letters that ended with a claim, and records them in the audit trail. If that throws,
 * they have ended nevertheless.
 */
export async function recordEnded(
  { units, tell }: Pick<CourierDeps, 'units' | 'tell'>,
  { buried, folded }: ClaimRound,
): Promise<void> {
  const ended: readonly Ended[] = [
    ...folded.map((letter) => ({ letter, end: { state: 'skipped', reason: 'folded' } }) as const),
    ...buried.map((letter) => ({ letter, end: { state: 'dead', reason: TOO_OLD } }) as const),
  ];
  for (const { letter, end } of ended) tell({ letterId: letter.id, kind: end.state, reason: end.reason });
  const outcomes = ended.map(({ letter, end }) => outcomeOf(letter, null, end));
  for (let from = 0; from < outcomes.length; from += MOST_AT_ONCE) {
    const some = outcomes.slice(from, from + MOST_AT_ONCE);
    await units.run((unit) => unit.audit.record(some));
  }
}

/**
 * What the audit trail keeps of a letter that has ended or was revived. `userKey` is `null` for an
 * unknown name, and where no user was looked up.
 */
export function outcomeOf(
  { id: letterId, letter, requestedAt }: LetterRecord,
  userKey: UserKey | null,
  end: LetterEnd | { readonly state: 'retried' },
): LetterOutcome {
  const asked =
    letter.kind === 'reset'
      ? { username: letter.submittedName, address: letter.address }
      : { username: letter.username, address: null };
  return {
    kind: `letter-${end.state}`,
    letterId,
    letterKind: letter.kind,
    userKey,
    requestedAt,
    ...asked,
    reason: 'reason' in end ? end.reason : null,
  };
}
