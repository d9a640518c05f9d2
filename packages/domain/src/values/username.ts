import type { Brand } from './brand.ts';
import type { User } from './user.ts';

/** A user name as somebody typed it, known to be well formed. Look-up uses it exactly, code point for code point. */
export type SubmittedName = Brand<string, 'SubmittedName'>;

/** The key under which an operator finds letters however their name was typed. Never used to look anybody up. */
export type NameKey = Brand<string, 'NameKey'>;

const MAX_CODE_POINTS = 255;
// Cc are the control characters, NUL included, which PostgreSQL refuses; Cs are lone surrogates, which no database can keep.
const FORBIDDEN = /[\p{Cc}\p{Cs}]/u;

/** 1 to 255 code points, not blank, no control character, no lone surrogate; anything else is `null`, whatever it is. */
export function parseSubmittedName(raw: unknown): SubmittedName | null {
  if (typeof raw !== 'string') return null;
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

/** By what people are found. */
export interface LookUp {
  /** Default `username`. */
  readonly by?: 'username' | 'email' | 'either';
  /** `exact` (default) compares code point for code point; `ignored` ignores the case of letters. */
  readonly case?: 'exact' | 'ignored';
}

/** What a name is compared with. */
type Named = Pick<User, 'username' | 'email'>;

/**
 * For each of these names that means exactly one of these users, that user. Two who match are nobody: a link for one of them might
 * be the other's.
 */
export function whoIsMeant<Candidate extends { readonly user: Named }>(
  { by = 'username', case: letters = 'exact' }: LookUp,
  names: readonly string[],
  candidates: readonly Candidate[],
): ReadonlyMap<string, Candidate> {
  const fold = letters === 'ignored' ? foldCase : (name: string) => name;
  const known = new Map<string, Set<Candidate>>();
  for (const candidate of candidates) {
    for (const name of namesOf(candidate.user, by).map(fold)) {
      known.set(name, (known.get(name) ?? new Set()).add(candidate));
    }
  }
  const meant = new Map<string, Candidate>();
  for (const name of names) {
    const [only, another] = known.get(fold(name)) ?? [];
    if (only !== undefined && another === undefined) meant.set(name, only);
  }
  return meant;
}

function namesOf({ username, email }: Named, by: NonNullable<LookUp['by']>): readonly string[] {
  return [...(by === 'email' ? [] : [username]), ...(by === 'username' || email === null ? [] : [email])];
}

/**
 * Letter by letter, and never across the border of ASCII: the Kelvin sign is no "k" and a dotless i no "i". Databases differ in
 * what they fold; one that folds more finds more, and this says no (CVE-2019-19844).
 */
function foldCase(name: string): string {
  let folded = '';
  for (const letter of name) {
    const lower = letter.toLowerCase();
    folded += isAscii(letter) === isAscii(lower) && [...lower].length === 1 ? lower : letter;
  }
  return folded;
}

function isAscii(letter: string): boolean {
  return letter.charCodeAt(0) < 0x80;
}
