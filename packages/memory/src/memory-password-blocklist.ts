import type { PasswordBlocklist } from '@rekey/domain/ports';

/** A `PasswordBlocklist` of the given passwords. */
export function memoryPasswordBlocklist(words: Iterable<string>): PasswordBlocklist {
  const known = new Set(Array.from(words, foldCase));
  return { has: (password) => known.has(foldCase(password)) };
}

/** Up, then down: only so do letters meet that change in one direction (ß and SS, the two small sigmas). */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}
