import type { UserRecord } from './user-record.ts';
import type { LookUp } from './users-table-mapping.ts';

/** Says who is meant by a name, among users that the database found by it. */
export interface NameMatcher {
  /** For each of these names that means exactly one user, that user. Two who match are nobody. */
  meant(names: readonly string[], found: readonly UserRecord[]): ReadonlyMap<string, UserRecord>;
}

export function nameMatcher({ by = 'username', case: letters = 'exact' }: LookUp = {}): NameMatcher {
  const fold = letters === 'ignored' ? foldCase : (name: string) => name;
  const namesOf = ({ user: { username, email } }: UserRecord): readonly string[] =>
    [...(by === 'email' ? [] : [username]), ...(by === 'username' || email === null ? [] : [email])].map(fold);
  return {
    meant(names, found) {
      const known = new Map<string, Set<UserRecord>>();
      for (const record of found) {
        for (const name of namesOf(record)) known.set(name, (known.get(name) ?? new Set()).add(record));
      }
      const meant = new Map<string, UserRecord>();
      for (const name of names) {
        const [only, another] = known.get(fold(name)) ?? [];
        if (only !== undefined && another === undefined) meant.set(name, only);
      }
      return meant;
    },
  };
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
