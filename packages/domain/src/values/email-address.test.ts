import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressIn, parseEmailAddress } from './email-address.ts';

describe('parseEmailAddress', () => {
  it.each([
    'jane.doe@example.com',
    'a@b',
    "o'neil+tag@mail.example",
    'x@localhost',
    `${'l'.repeat(64)}@example.com`,
    'post@bücher.example',
    'jäne@例え.example',
    'jane@exampłe.com',
  ])('takes %s', (address) => {
    expect(parseEmailAddress(address)).toBe(address);
  });

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
    ['a full-width @', 'jane\uff20example.com'],
    ['an ideographic full stop', 'jane@example\u3002com'],
    ['a joiner that nobody sees', 'ja\u200dne@example.com'],
    ['a soft hyphen', 'jane@exam\u00adple.com'],
    ['an overriding direction', 'jane\u202e@example.com'],
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
        return address === null || !/[\s,;:<>()[\]"\\\p{Z}\p{C}]|@.*@|[^\p{ASCII}\p{L}\p{M}\p{N}]/u.test(address);
      }),
    );
  });
});

describe('addressIn', () => {
  it.each([
    [' jane@example.com ', 'jane@example.com'],
    ['jane@example.com\n', 'jane@example.com'],
    ['Jane Doe <jane@example.com>', 'jane@example.com'],
    ['"Doe, Jane" < jane@example.com >', 'jane@example.com'],
    ['<jane@example.com>', 'jane@example.com'],
    ['jane@example.com.', 'jane@example.com'],
    ['post@bücher.example', 'post@bücher.example'],
  ])('finds the one address in %j', (stored, address) => {
    expect(addressIn(stored)).toBe(address);
  });

  it.each([
    [null, 'none'],
    ['', 'none'],
    ['  ', 'none'],
    ['jane@example.com, eve@example.com', 'several addresses'],
    ['jane@example.com;eve@example.com', 'several addresses'],
    ['jane@example.com eve@example.com', 'several addresses'],
    ['jane@example.com <eve@example.com>', 'several addresses'],
    ['Jane <jane@example.com> <eve@example.com>', 'several addresses'],
    ['n/a', 'not an address'],
    ['jane at example.com', 'not an address'],
    ['jane@example.com\r\nBcc: eve', 'not an address'],
  ])('finds none in %j: %s', (stored, fault) => {
    expect(addressIn(stored)).toBe(fault);
  });
});
