import { describe, expect, it } from 'vitest';
import { announcesJson } from './json-content.ts';

describe('announcesJson', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json;',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'application/json ; Charset="utf-8"',
    'application/json; profile="a;b\\"; charset=latin1"; charset=utf-8',
  ])('takes %s', (type) => {
    expect(announcesJson({ 'content-type': type })).toBe(true);
  });

  it.each([
    undefined,
    '',
    'text/plain',
    'text/json',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json5',
    'application/ld+json',
    'application/json-seq',
    'application/json, text/plain',
    'text/plain, application/json',
    'text/plain; application/json',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; charset=utf-16',
    'application/json; charset=',
    'application/json; charset',
    'application/json charset=utf-8',
    '*/*',
  ])('refuses %s', (type) => {
    expect(announcesJson({ 'content-type': type })).toBe(false);
  });

  it('takes no compressed body', () => {
    const withEncoding = (encoding: string) =>
      announcesJson({ 'content-type': 'application/json', 'content-encoding': encoding });
    expect(withEncoding('Identity')).toBe(true);
    for (const encoding of ['gzip', 'deflate', 'br', 'identity, gzip', 'x']) expect(withEncoding(encoding)).toBe(false);
  });

  it('judges the longest headers that Node lets through in linear time', () => {
    const started = performance.now();
    for (const filler of [' ', ';', '; ', ';a=b ', '"', '\\', ';a="\\"']) {
      announcesJson({ 'content-type': `application/json;${filler.repeat(16_384 / filler.length)}\u0001` });
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});
