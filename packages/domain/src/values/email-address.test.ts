import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmailAddress } from './email-address.ts';

describe('parseEmailAddress', () => {
  it.each(['jane.doe@example.com', 'a@b', "o'neil+tag@mail.example", 'x@localhost', `${'l'.repeat(64)}@example.com`])(
    'takes %s',
    (address) => {
      expect(parseEmailAddress(address)).toBe(address);
    },
  );

  it.each([
    ['nothing', ''],
    ['no @', 'jane.doe'],
    ['two addresses', 'jane@example.com, eve@example.com'],
    ['two @', 'jane@eve@example.com'],
    ['a display name', 'Jane <jane@example.com>'],
    ['a quoted local part', '"jane doe"@example.com'],
    ['a comment', 'jane(eve)@example.com'],
    ['an address literal', 'jane@[127.0.0.1]'],
    ['a line break and a header', 'jane@example.com\r\nBcc: eve@example.com'],
    ['a line break at the end', 'jane@example.com\n'],
    ['a NUL', 'jane@example.com\u0000'],
    ['a line separator', 'jane@example.com\u2028'],
    ['an encoded word', '=?utf-8?q?jane?= <eve@example.com>'],
    ['letters that look like ASCII', 'jane@exampłe.com'],
    ['a leading dot', '.jane@example.com'],
    ['two dots', 'jane..doe@example.com'],
    ['a label that ends with a hyphen', 'jane@example-.com'],
    ['a trailing dot', 'jane@example.com.'],
    ['a local part of 65 characters', `${'l'.repeat(65)}@example.com`],
    ['255 characters', `j@${'a.'.repeat(126)}b`],
  ])('refuses %s', (_, address) => {
    expect(parseEmailAddress(address)).toBeNull();
  });

  it('lets nothing through that could add a recipient or a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const address = parseEmailAddress(text);
        return address === null || !/[\s,;:<>()[\]"\\\u0080-\uffff]|@.*@/.test(address);
      }),
    );
  });
});
