import type { ClaimRound } from '../ports/letter-box.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { type LetterEnd, type LetterRecord, TOO_OLD } from '../values/letter.ts';
import type { LetterEvent } from './letter-event.ts';
import { outcomeOf } from './letter-outcome.ts';

export interface FileEndedDeps {
  readonly units: UnitOfWork;
  readonly tell: (event: LetterEvent) => void;
}

// A flood of requests for one name ends thousands at once: no transaction of theirs is to hold up those of others for long.
const MOST_AT_ONCE = 200;

interface Ending {
  readonly ended: LetterRecord;
  readonly end: Exclude<LetterEnd, { state: 'sent' }>;
}

/** Tells of the letters that ended with their claim, and puts them into the trail. They have ended even where that throws. */
export async function fileEnded({ units, tell }: FileEndedDeps, { buried, folded }: ClaimRound): Promise<void> {
  const endings: readonly Ending[] = [
    ...folded.map((ended) => ({ ended, end: { state: 'skipped', reason: 'folded' } }) as const),
    ...buried.map((ended) => ({ ended, end: { state: 'dead', reason: TOO_OLD } }) as const),
  ];
  if (endings.length === 0) return;
  for (const { ended, end } of endings) tell({ letterId: ended.id, kind: end.state, reason: end.reason });
  const outcomes = endings.map(({ ended, end }) => outcomeOf(ended, null, end));
  for (let from = 0; from < outcomes.length; from += MOST_AT_ONCE) {
    const some = outcomes.slice(from, from + MOST_AT_ONCE);
    await units.run((unit) => unit.audit.record(some));
  }
}
