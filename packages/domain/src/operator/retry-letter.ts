import { outcomeOf } from '../courier/settle.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { LetterId } from '../values/letter.ts';
import { doneBy, type Operator } from '../values/operator.ts';
import { operatorOrNull, textOf } from '../values/untyped.ts';

export type RetryLetterOutcome = 'due' | 'not-dead' | 'unknown';

/**
 * Makes a dead letter due now: once its cause is mended, it gets a new life.
 * Throws `InvalidArgument` for an operator that no trail can keep.
 */
export type RetryLetter = (id: LetterId, by?: Operator | null) => Promise<RetryLetterOutcome>;

const LETTER_NUMBER = /^[0-9]{1,18}$/;

export function createRetryLetter({ units }: { readonly units: UnitOfWork }): RetryLetter {
  return async (id, by) => {
    const operator = operatorOrNull(by);
    // More digits than a 64-bit integer has would be a fault of the database.
    if (!LETTER_NUMBER.test(textOf(id))) return 'unknown';
    return units.run(async ({ letters, audit }) => {
      const retried = await letters.retry(id);
      if (retried.kind === 'due') {
        await audit.record([{ ...outcomeOf(retried.letter, null, { state: 'retried' }), ...doneBy(operator) }]);
      }
      return retried.kind;
    });
  };
}
