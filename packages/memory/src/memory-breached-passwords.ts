import type { BreachedPasswords } from '@rekey/domain/ports';

/** A `BreachedPasswords` whose service is this object: for tests, and for a list of one's own. */
export interface MemoryBreachedPasswords extends BreachedPasswords {
  /** From now on the service is away, or there again. */
  beAway(yes: boolean): void;
}

/** Knows the given passwords; nothing leaves the process. */
export function memoryBreachedPasswords(words: Iterable<string>): MemoryBreachedPasswords {
  const known = new Set(words);
  let away = false;
  return {
    beAway(yes) {
      away = yes;
    },
    async look(password) {
      if (away) return 'unavailable';
      return known.has(password) ? 'breached' : 'not found';
    },
  };
}
