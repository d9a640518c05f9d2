import type { User } from './user.ts';

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
