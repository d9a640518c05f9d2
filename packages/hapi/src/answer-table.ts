import { Overloaded } from '@rekey/domain';
import type { Answer } from './answer.ts';

/**
 * A bound that was reached on the way: every use case can end so, whatever its own outcomes are.
 */
export interface BoundReached {
  readonly kind: 'overloaded';
  readonly retryAfterMs: number;
}

/**
 * An answer for every outcome of a use case: a new outcome does not compile until it has a status.
 */
export type AnswerTable<Outcome extends { readonly kind: string }, Context, Said = Answer> = {
  readonly [Kind in (Outcome | BoundReached)['kind']]: (
    outcome: Extract<Outcome | BoundReached, { readonly kind: Kind }>,
    context: Context,
  ) => Said;
};

/**
 * Looks up in the table what a use case came to. This is the one place where `Overloaded` becomes
 * an answer. Anything else that is thrown is a fault, and comes out as it was thrown.
 */
export async function answerTo<Outcome extends { readonly kind: string }, Context, Said = Answer>(
  table: AnswerTable<Outcome, Context, Said>,
  ending: Promise<Outcome>,
  context: Context,
): Promise<Said> {
  const outcome = await ending.catch(boundReached);
  // TypeScript can't see that the row under `outcome.kind` takes exactly this member of the union;
  // the table's type says so.
  const row = table[outcome.kind as keyof typeof table] as (outcome: Outcome | BoundReached, context: Context) => Said;
  return row(outcome, context);
}

function boundReached(fault: unknown): BoundReached {
  if (fault instanceof Overloaded) return { kind: 'overloaded', retryAfterMs: fault.retryAfterMs };
  throw fault;
}
