import type { Answer } from './answer.ts';

/** An answer for every outcome of a use case: a new outcome does not compile until it has a status. */
export type AnswerTable<Outcome extends { readonly kind: string }, Context> = {
  readonly [Kind in Outcome['kind']]: (outcome: Extract<Outcome, { readonly kind: Kind }>, context: Context) => Answer;
};

/** Looks the outcome up in its table. */
export function answerTo<Outcome extends { readonly kind: string }, Context>(
  table: AnswerTable<Outcome, Context>,
  outcome: Outcome,
  context: Context,
): Answer {
  // TypeScript can't see that the row under `outcome.kind` takes exactly this member of the union; the table's type says so.
  const row = table[outcome.kind as Outcome['kind']] as (outcome: Outcome, context: Context) => Answer;
  return row(outcome, context);
}
