// What ends a line, what no text may hold, and what turns the reading direction, so that a name could rewrite what follows it.
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu;
// A name is there to be recognised; a longer one is somebody's letter inside ours.
const LONGEST = 64;

/** A stranger's text as a mail may show it: one line, in its own place, of a length that leaves the mail ours. */
export function shown(raw: string): string {
  const characters = [...raw.replace(UNFIT, ' ').replace(/\s+/gu, ' ').trim()];
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
