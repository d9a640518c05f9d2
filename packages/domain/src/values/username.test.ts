import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKeyOf, parseSubmittedName } from './username.ts';

describe('parseSubmittedName', () => {
  it.each([
    ['one character', 'j'],
    ['255 characters', 'x'.repeat(255)],
    ['255 code points outside the BMP, 510 UTF-16 units', '😀'.repeat(255)],
    ['spaces inside and around', ' jane doe '],
    ['right-to-left letters', 'ג׳יין'],
  ])('takes %s as it is', (_, name) => {
    expect(parseSubmittedName(name)).toBe(name);
  });

  it.each([
    ['nothing', ''],
    ['only spaces', '   '],
    ['only a no-break space', '\u00a0'],
    ['256 characters', 'x'.repeat(256)],
    ['a NUL, which PostgreSQL refuses', 'jane\u0000'],
    ['a line break, which could forge a log line', 'jane\r\ndoe'],
    ['an escape character', '\u001b[31mjane'],
    ['a C1 control character', 'jane\u0085'],
    ['a lone surrogate, which no database can keep', 'jane\ud800'],
  ])('refuses %s', (_, name) => {
    expect(parseSubmittedName(name)).toBeNull();
  });
});

describe('nameKeyOf', () => {
  it.each([
    ['case', 'Jane.Doe'],
    ['outer spaces', '  jane.doe\u00a0'],
    ['full-width letters', 'ｊａｎｅ．ｄｏｅ'],
  ])('folds names that differ in %s', (_, name) => {
    expect(nameKeyOf(name)).toBe('jane.doe');
  });

  it('folds what lower case leaves in two pieces', () => {
    expect(nameKeyOf('\u03aa\u0301')).toBe('\u0390');
  });

  it('keeps different names apart', () => {
    expect(nameKeyOf('jane.doe')).not.toBe(nameKeyOf('jane-doe'));
  });

  it('has nothing left to fold in its own result, whatever the name', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => nameKeyOf(nameKeyOf(name)) === nameKeyOf(name)));
  });
});
