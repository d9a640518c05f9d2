const NEWLINE = 0x0a;

/**
 * Whether `line` is one of the lines of a text, byte for byte, by halving. The lines are sorted by their bytes and each ends
 * with a newline; a `line` with a newline in it is never one of them, because only single lines are compared.
 */
export function hasLine(sorted: Buffer, line: Buffer): boolean {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = from + ((to - from) >> 1);
    const start = middle === from ? from : Math.max(from, sorted.lastIndexOf(NEWLINE, middle - 1) + 1);
    const end = sorted.indexOf(NEWLINE, middle);
    const order = sorted.compare(line, 0, line.length, start, end);
    if (order === 0) return true;
    if (order < 0) from = end + 1;
    else to = start;
  }
  return false;
}
