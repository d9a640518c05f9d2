import { describe, expect, it } from 'vitest';
import { parseSender } from './sender.ts';

describe('parseSender', () => {
  it.each([
    ['no-reply@example.org', '', 'no-reply@example.org'],
    ['<no-reply@example.org>', '', 'no-reply@example.org'],
    ['Rekey <no-reply@localhost>', 'Rekey', 'no-reply@localhost'],
    [' "Rekey, at Example" <no-reply@example.org> ', 'Rekey, at Example', 'no-reply@example.org'],
    ['Zugänge <no-reply@example.org>', 'Zugänge', 'no-reply@example.org'],
  ])('reads %j', (text, name, address) => {
    expect(parseSender(text)).toEqual({ name, address });
  });

  it.each([
    '',
    'Rekey',
    'Rekey <>',
    'Rekey <a@example.org>, Other <b@example.org>',
    'a@example.org, b@example.org',
    'Rekey <a@example.org> (comment)',
    'Re"key <a@example.org>',
    'Rekey\r\nBcc: b@example.org <a@example.org>',
    '=?utf-8?q?Rekey?= <a@example.org>',
    'Rekey <"a b"@example.org>',
  ])('refuses %j', (text) => {
    expect(() => parseSender(text)).toThrow(TypeError);
  });
});
