import { describe, expect, it } from 'vitest';
import { hasLine } from './has-line.ts';

const text = (...lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''));
const has = (sorted: Buffer, line: string) => hasLine(sorted, Buffer.from(line));

describe('hasLine', () => {
  it('finds every line of a text, whatever its place and length, and nothing between two lines', () => {
    const lines = Array.from({ length: 500 }, (_, n) => 'x'.repeat(n % 7) + String(n * 2)).sort();
    const sorted = text(...lines);
    for (const line of lines) {
      expect(has(sorted, line)).toBe(true);
      expect(has(sorted, `${line}!`)).toBe(false);
      expect(has(sorted, `${line}`.slice(0, -1))).toBe(lines.includes(line.slice(0, -1)));
    }
  });

  it('compares bytes, so that an umlaut has its one place', () => {
    const sorted = text('zebra', '\u00e4pfel');
    expect(has(sorted, '\u00e4pfel')).toBe(true);
    expect(has(sorted, 'zebra')).toBe(true);
    expect(has(sorted, 'a')).toBe(false);
  });

  it('takes no two lines for one, and finds no empty line where there is none', () => {
    const sorted = text('one', 'two');
    expect(has(sorted, 'one\ntwo')).toBe(false);
    expect(has(sorted, 'one\n')).toBe(false);
    expect(has(sorted, '')).toBe(false);
    expect(has(Buffer.alloc(0), '')).toBe(false);
  });
});
