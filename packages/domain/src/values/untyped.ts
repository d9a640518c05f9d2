import type { ClientAddress } from './letter.ts';
import { LOCALES, type Locale } from './locale.ts';
import { type Operator, parseOperator } from './operator.ts';

/**
 * Thrown for what only the program itself can have got wrong, where no outcome fits: a limit that
 * is no number, a name of an operator that no trail can keep. Nothing was done.
 */
export class InvalidArgument extends TypeError {
  override readonly name = 'InvalidArgument';
}

/**
 * What a caller without types passed for an object: members that may be anything. A use case
 * takes its input through this and the functions below, since a parsed body is whatever a
 * stranger wrote.
 */
export function untyped<Input extends object>(input: Input): { readonly [Member in keyof Input]?: unknown } {
  const given: unknown = input;
  return typeof given === 'object' && given !== null ? given : {};
}

/**
 * A text, or `''` for anything else, which is no name, no token and no password. Nothing is turned
 * into a text: an array with a token in it would pass for that token.
 */
export function textOf(raw: unknown): string {
  return typeof raw === 'string' ? raw : '';
}

const LONGEST_ADDRESS = 100;
const PRINTABLE = /^[\x21-\x7e]*$/;

/** An address as text, or `''`: a socket that was closed meanwhile has none. Those count as one client. */
export function addressOf(raw: unknown): ClientAddress {
  const text = textOf(raw);
  return (text.length <= LONGEST_ADDRESS && PRINTABLE.test(text) ? text : '') as ClientAddress;
}

/** One of the languages, or `null`. */
export function knownLocale(raw: unknown): Locale | null {
  return LOCALES.find((locale) => locale === raw) ?? null;
}

/** Throws `InvalidArgument`: the trail must not say that nobody did what somebody did. */
export function operatorOrNull(raw: unknown): Operator | null {
  if (raw === null || raw === undefined) return null;
  const operator = parseOperator(textOf(raw));
  if (operator === null) throw new InvalidArgument('an operator is 1 to 64 letters, digits and . _ @ + -');
  return operator;
}
