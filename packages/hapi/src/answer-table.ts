import type { Answer } from './answer.ts';

/** An answer for every outcome of a use case: a new outcome does not compile until it has a status. */
export type AnswerTable<Outcome extends { readonly kind: string }, Context, Said = Answer> = {
  readonly [Kind in Outcome['kind']]: (outcome: Extract<Outcome, { readonly kind: Kind }>, context: Context) => Said;
};

/** Looks the outcome up in its table. */
export function answerTo<Outcome extends { readonly kind: string }, Context, Said = Answer>(
  table: AnswerTable<Outcome, Context, Said>,
  outcome: Outcome,
  context: Context,
): Said {
  // TypeScript can't see that the row under `outcome.kind` takes exactly this member of the union; the table's type says so.
  const row = table[outcome.kind as Outcome['kind']] as (outcome: Outcome, context: Context) => Said;
  return row(outcome, context);
}
