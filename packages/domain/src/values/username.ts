import type { Brand } from './brand.ts';

/** A user name as somebody typed it, known to be well formed. Look-up uses it exactly, code point for code point. */
export type SubmittedName = Brand<string, 'SubmittedName'>;

/** The key under which an operator finds letters however their name was typed. Never used to look anybody up. */
export type NameKey = Brand<string, 'NameKey'>;

const MAX_CODE_POINTS = 255;
// Cc are the control characters, NUL included, which PostgreSQL refuses; Cs are lone surrogates, which no database can keep.
const FORBIDDEN = /[\p{Cc}\p{Cs}]/u;

/** 1 to 255 code points, not blank, no control character, no lone surrogate; anything else is `null`. */
export function parseSubmittedName(raw: string): SubmittedName | null {
  const wellFormed = raw.trim() !== '' && [...raw].length <= MAX_CODE_POINTS && !FORBIDDEN.test(raw);
  return wellFormed ? (raw as SubmittedName) : null;
}

/**
 * Trimmed, NFKC, lower-cased: names that look alike.
 * It must never find a user: case mapping sends mail for one account to another (CVE-2019-19844). Nor may it decide that two
 * requests are one: "JANE", whom nobody knows, would swallow the request of "jane" (docs/decisions/0011).
 */
export function nameKeyOf(name: string): NameKey {
  // Lower-casing can leave a string that is not NFKC any more, hence the second pass.
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').trim() as NameKey;
}
