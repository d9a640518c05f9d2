import type { Brand } from './brand.ts';

/** The name of whoever acts for an operator, as the caller gives it: for the audit trail, never for a right. */
export type Operator = Brand<string, 'Operator'>;

/** 1 to 64 letters, digits and `. _ @ + -`, blanks inside: what stays one word in a log and in a table. */
export const OPERATOR_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9._@+ -]{0,62}[A-Za-z0-9])?$/;

/** Anything else than such a name is `null`. */
export function parseOperator(raw: string): Operator | null {
  return OPERATOR_PATTERN.test(raw) ? (raw as Operator) : null;
}

/** What an event of the trail says of who did it. Commands say nothing: they run as whoever may read the settings. */
export const doneBy = (operator: Operator | null): { readonly operator?: Operator } =>
  operator === null ? {} : { operator };
