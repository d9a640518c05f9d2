// What ends a line for some parser (CR, LF, NEL, U+2028), what neither a header nor a text may hold (NUL, lone surrogates), and
// what turns the reading direction, so that a name could pass for an address, or rewrite what follows it.
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;

/** A stranger's text as one line of what can be seen, with single spaces. */
export function oneLine(raw: string): string {
  return raw.replace(UNFIT, ' ').replace(/\s+/gu, ' ').trim();
}
