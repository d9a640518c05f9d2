import { outcomeOf } from '../courier/settle.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { LetterId } from '../values/letter.ts';
import { doneBy, type Operator } from '../values/operator.ts';

export type RetryLetterOutcome = 'due' | 'not-dead' | 'unknown';

/** Makes a dead letter due now: once its cause is mended, it gets a new life. */
export type RetryLetter = (id: LetterId, by?: Operator | null) => Promise<RetryLetterOutcome>;

export function createRetryLetter({ units }: { readonly units: UnitOfWork }): RetryLetter {
  return (id, by = null) =>
    units.run(async ({ letters, audit }) => {
      const retried = await letters.retry(id);
      if (retried.kind === 'due') {
        await audit.record([{ ...outcomeOf(retried.letter, null, { state: 'retried' }), ...doneBy(by) }]);
      }
      return retried.kind;
    });
}
