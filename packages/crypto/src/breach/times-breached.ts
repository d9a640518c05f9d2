const LINE = /^(?<suffix>[0-9A-F]{35}):(?<count>\d{1,15})$/i;

/**
 * How often a digest was seen, by an answer of the range API: lines of 35 hexadecimal digits, a colon and a count. Padding
 * has the count 0, so it counts for nothing. Throws at any other line: half an answer must not acquit a password.
 */
export function timesBreached(range: string, suffix: string): number {
  let times = 0;
  for (const line of range.trimEnd().split(/\r?\n/)) {
    const entry = LINE.exec(line)?.groups;
    if (entry === undefined) throw new Error('the service answered something else than a range of digests');
    if (entry['suffix']?.toUpperCase() === suffix) times += Number(entry['count']);
  }
  return times;
}
