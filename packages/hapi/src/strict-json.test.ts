import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictJson } from './strict-json.ts';

const parse = (text: string) => parseStrictJson(Buffer.from(text));

describe('parseStrictJson', () => {
  it('answers the object', () => {
    expect(
      parse(' {"token": "a", "new": "b\\n", "deep": [{"x": 1}, {"x": 2}], "n": -1e3, "t": true, "z": null} '),
    ).toEqual({
      token: 'a',
      new: 'b\n',
      deep: [{ x: 1 }, { x: 2 }],
      n: -1000,
      t: true,
      z: null,
    });
  });

  it.each([
    '',
    ' ',
    'null',
    '1',
    '"text"',
    '[]',
    '[{}]',
    'true',
    '{',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1} {"a":1}',
    '{"a":01}',
    '{"a":NaN}',
  ])('refuses %j, which is no JSON object', (text) => {
    expect(parse(text)).toBeNull();
  });

  it.each([
    ['at the top', '{"token":"a","new":"b","token":"c"}'],
    ['with the same value', '{"a":1,"a":1}'],
    ['behind an escape', '{"a":1,"\\u0061":2}'],
    ['inside an object', '{"x":{"a":1,"b":{},"a":2}}'],
    ['inside an array', '{"x":[1,[{"a":[],"a":[]}]]}'],
    ['after a nested object', '{"a":{"b":{"c":1}},"a":2}'],
    ['that are empty', '{"":1,"":2}'],
    ['named like methods', '{"constructor":1,"constructor":2}'],
  ])('refuses duplicate keys %s', (_, text) => {
    expect(parse(text)).toBeNull();
  });

  it.each([
    '{"__proto__":1}',
    '{"x":[{"__proto__":{"token":"a"}}]}',
    '{"\\u005f_proto__":1}',
    '{"a":{"b":1,"__proto__":null}}',
  ])('refuses __proto__ in %s', (text) => {
    expect(parse(text)).toBeNull();
  });

  it('takes equal keys of different objects, and equal text in keys and values, for what they are', () => {
    const text = '{"a":{"a":"a"},"b":["a","a",{"a":"b"}],"c":"{\\"a\\":1,\\"a\\":2}","d":"__proto__"}';
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each(['{"new":"\\ud800"}', '{"new":"\\udc00\\ud800"}', '{"\\ud800":1}', '{"x":[["\\udfff"]]}'])(
    'refuses the lone surrogate in %s',
    (text) => {
      expect(parse(text)).toBeNull();
    },
  );

  it('takes surrogates in pairs', () => {
    expect(parse('{"new":"\\ud83d\\ude00"}')).toEqual({ new: '😀' });
  });

  it('refuses a byte order mark and bytes that are not UTF-8', () => {
    expect(parseStrictJson(Buffer.from('\ufeff{"a":1}'))).toBeNull();
    expect(parseStrictJson(Buffer.from('{"a":"\xff"}', 'latin1'))).toBeNull();
    expect(parseStrictJson(Buffer.from('{"a":"\xc0\xaf"}', 'latin1'))).toBeNull();
    expect(parseStrictJson(Buffer.from('\ufeff{"a":1}', 'utf16le'))).toBeNull();
  });

  it('refuses depth bombs', () => {
    expect(parse(nested(32))).not.toBeNull();
    expect(parse(nested(33))).toBeNull();
    expect(parse(nested(4_000))).toBeNull();
    expect(parse(`${'{"a":'.repeat(1_300)}1${'}'.repeat(1_300)}`)).toBeNull();
    expect(parse('['.repeat(8_192))).toBeNull();
  });

  it('agrees with JSON.parse on everything unambiguous', () => {
    const objects = fc.dictionary(
      fc.string({ unit: 'binary' }),
      fc.jsonValue({ maxDepth: 8, stringUnit: 'binary', noUnicodeString: false }),
    );
    fc.assert(
      fc.property(objects, fc.boolean(), (object, pretty) => {
        const text = JSON.stringify(object, null, pretty ? 2 : 0);
        fc.pre(!text.includes('__proto__'));
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('finds one repeated key wherever it is put', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.jsonValue({ maxDepth: 4 }),
        fc.string(),
        fc.nat(5),
        (left, right, key, depth) => {
          const twice = `{${JSON.stringify(key)}:${JSON.stringify(left)},"${key}-":[],${JSON.stringify(key)}:${JSON.stringify(right)}}`;
          fc.pre(isJson(twice));
          expect(parse(`{"x":${'['.repeat(depth)}${twice}${']'.repeat(depth)}}`)).toBeNull();
        },
      ),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseStrictJson(bytes)));
  });
});

/** One object around `depth - 1` arrays in one another. */
function nested(depth: number): string {
  return `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
