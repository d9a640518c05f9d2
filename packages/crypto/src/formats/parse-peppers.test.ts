import { describe, expect, it } from 'vitest';
import { parsePeppers } from './parse-peppers.ts';

const KEYS = [1, 2].map((byte) => Buffer.alloc(32, byte));
const [NEW = '', OLD = ''] = KEYS.map((key) => key.toString('base64'));

describe('parsePeppers', () => {
  it('reads a pepper a line in their order, with comments, blanks and any line end', () => {
    const text = `# newest first\r\n2026  ${NEW}\r\n\r\n2025\t${OLD.replace('=', '')}\n`;
    expect(parsePeppers(text).map(({ id, key }) => [id, Buffer.from(key)])).toEqual([
      ['2026', KEYS[0]],
      ['2025', KEYS[1]],
    ]);
  });

  it.each([
    ['nothing', '# later\n'],
    ['a line without an id', NEW],
    ['what is no base64', `2026 ${NEW.slice(1)}!`],
    ['a key that is too short', `2026 ${NEW.slice(4)}`],
    ['one id twice', `2026 ${NEW}\n2026 ${OLD}`],
  ])('refuses %s, and repeats nothing of it', (_what, text) => {
    expect(() => parsePeppers(text)).toThrow(RangeError);
    expect(() => parsePeppers(text)).not.toThrow(new RegExp(NEW.slice(4, 20)));
  });
});
