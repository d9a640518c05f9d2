import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { LetterOutcome } from '../values/audit-event.ts';
import type { Claim, LetterFate } from '../values/letter.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import type { UserKey } from '../values/user.ts';
import type { LetterEvent } from './letter-event.ts';
import { outcomeOf } from './letter-outcome.ts';

/** What is to be written down about a letter. */
export interface Verdict {
  readonly claim: Claim;
  /** `null` where nobody was found. */
  readonly userKey: UserKey | null;
  readonly fate: LetterFate;
  /** A token that certainly reached nobody. */
  readonly withdrawn: TokenDigest | null;
}

/**
 * Writes down what became of letters: tokens, letters and the trail in one transaction, with the same statements however many
 * there are. A withdrawal holds even where the lease is lost. Answers in the order of the verdicts.
 */
export async function settleLetters(units: UnitOfWork, verdicts: readonly Verdict[]): Promise<readonly LetterEvent[]> {
  const settled = await units.run(async (unit) => {
    await unit.tokens.withdraw(verdicts.flatMap(({ withdrawn }) => (withdrawn === null ? [] : [withdrawn])));
    const ours = new Set(await unit.letters.settle(verdicts));
    await unit.audit.record(verdicts.flatMap((verdict) => (ours.has(verdict.claim.id) ? outcomesOf(verdict) : [])));
    return ours;
  });
  return verdicts.map(({ claim, fate }) =>
    settled.has(claim.id) ? eventOf(claim, fate) : { letterId: claim.id, kind: 'lost' },
  );
}

/** Only an end is worth a place in the trail: a letter that waits will have one. */
function outcomesOf({ claim, userKey, fate }: Verdict): readonly LetterOutcome[] {
  return fate.state === 'pending' || fate.state === 'released' ? [] : [outcomeOf(claim, userKey, fate)];
}

function eventOf({ id: letterId, letter, attempts }: Claim, fate: LetterFate): LetterEvent {
  switch (fate.state) {
    case 'sent':
      return { letterId, kind: 'sent', letterKind: letter.kind, attempts };
    case 'pending':
      return { letterId, kind: 'postponed', error: fate.error, delayMs: fate.delayMs, doubt: fate.doubt };
    case 'released':
      return { letterId, kind: 'released' };
    default:
      return { letterId, kind: fate.state, reason: fate.reason };
  }
}
