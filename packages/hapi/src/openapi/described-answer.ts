import Joi from 'joi';
import { type Answer, INTERNAL_ERROR, INVALID, RETRY_AFTER_DEADLINE_MS, unavailable } from '../answer.ts';
import type { AnswerTable, BoundReached } from '../answer-table.ts';

/** One answer of a route, with a sample that was made by what makes the real one. */
export interface DescribedAnswer {
  /** What the use case came to, or why it was not reached. */
  readonly outcome: string;
  readonly when: string;
  readonly sample: Answer;
  readonly body: Joi.Schema;
}

/** For every outcome of a use case, when it comes to that, and one such outcome. */
export type OutcomeSamples<Outcome extends { readonly kind: string }> = {
  readonly [Kind in (Outcome | BoundReached)['kind']]: readonly [
    when: string,
    outcome: Extract<Outcome | BoundReached, { readonly kind: Kind }>,
  ];
};

type Members = Readonly<Record<string, Joi.Schema>>;

/** What is not fixed in a body, by outcome: members that take the place of the sample's. */
type Variable<Outcome extends { readonly kind: string }> = {
  readonly [Kind in Outcome['kind']]?: Members;
};

/**
 * Describes a table of answers by asking each of its rows for one answer: status, message and headers
 * are the table's own. A new outcome does not compile until there is a sample of it.
 */
export function describeAnswers<Outcome extends { readonly kind: string }, Context>(
  table: AnswerTable<Outcome, Context>,
  samples: OutcomeSamples<Outcome>,
  context: Context,
  variable: Variable<Outcome> = {},
): readonly DescribedAnswer[] {
  const rows = Object.entries(samples) as readonly [Outcome['kind'], readonly [string, Outcome]][];
  return rows.map(([kind, [when, outcome]]) => {
    // As in `answerTo`: the row under a kind takes exactly this member of the union.
    const row = table[kind as keyof typeof table] as (outcome: Outcome, context: Context) => Answer;
    return describeAnswer(kind, when, row(outcome, context), variable[kind]);
  });
}

/** Describes a fixed answer, but for the members of its body that are variable. */
export function describeAnswer(outcome: string, when: string, sample: Answer, variable: Members = {}): DescribedAnswer {
  return { outcome, when, sample, body: exactly(sample.body, variable) };
}

/** The answers of every route that no use case has a say in. */
export function describeFaults(shaped: (answer: Answer) => Answer = (answer) => answer): readonly DescribedAnswer[] {
  return [
    describeAnswer('fault', 'a fault, which stands in the log', shaped(INTERNAL_ERROR)),
    describeAnswer('late', 'it took too long', shaped(unavailable({ retryAfterMs: RETRY_AFTER_DEADLINE_MS }))),
  ];
}

/** A request that reaches no use case. */
export const describeMalformed = (when: string, shaped: (answer: Answer) => Answer = (answer) => answer) =>
  describeAnswer('malformed', when, shaped(INVALID));

function exactly(value: object, variable: Members = {}): Joi.ObjectSchema {
  const fixed = Object.entries(value).filter(([name]) => !(name in variable));
  const members = fixed.map(([name, each]) => [name, typeof each === 'object' ? exactly(each) : Joi.valid(each)]);
  return allOf({ ...Object.fromEntries(members), ...variable });
}

/** An object with all of these members and no other. */
export function allOf(members: Members): Joi.ObjectSchema {
  return Joi.object(Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, schema.required()])));
}
