import { describe, expect, it } from 'vitest';
import { createClientAddressOf } from './client-address.ts';

const PROXIES = ['10.0.0.0/8', '192.0.2.1', '2001:db8:1::/48'];

function addressOf(peer: string | undefined, forwardedFor?: string, warn = (_: string) => {}) {
  return createClientAddressOf(PROXIES, warn)(peer, forwardedFor);
}

describe('createClientAddressOf', () => {
  it('is the peer where nothing was forwarded', () => {
    expect(addressOf('203.0.113.7')).toBe('203.0.113.7');
    expect(addressOf('10.0.0.1')).toBe('10.0.0.1');
    expect(addressOf(undefined)).toBe('unknown');
  });

  it.each([
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
    ['fe80::7%eth0', 'fe80::7'],
  ])('spells the peer %s as %s', (peer, address) => {
    expect(addressOf(peer)).toBe(address);
  });

  it('ignores what an untrusted peer forwards', () => {
    expect(addressOf('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
    expect(addressOf('192.0.2.2', '198.51.100.1')).toBe('192.0.2.2');
    expect(addressOf(undefined, '198.51.100.1')).toBe('unknown');
  });

  it.each([
    ['one hop', '198.51.100.1', '198.51.100.1'],
    ['a chain of proxies', '198.51.100.1, 10.0.0.9,192.0.2.1', '198.51.100.1'],
    ['entries an attacker wrote', '1.1.1.1, 10.0.0.1, 198.51.100.1', '198.51.100.1'],
    ['garbage an attacker wrote', '<script>, 198.51.100.1', '198.51.100.1'],
    ['proxies only', '10.0.0.8, 10.0.0.9', '10.0.0.8'],
    ['IPv6', '2001:DB8:0:0::7, 2001:db8:1::5', '2001:db8::7'],
    ['an IPv4-mapped address', '::ffff:198.51.100.1', '198.51.100.1'],
    ['an IPv4-mapped address in hex', '::FFFF:c633:6401', '198.51.100.1'],
    ['an address with a zone', '1.1.1.1, fe80::7%25eth0, 2001:db8::7%eth0', '2001:db8::7'],
    ['an IPv4-mapped proxy', '198.51.100.1, ::ffff:10.0.0.9', '198.51.100.1'],
  ])('believes a trusted proxy about %s', (_, forwardedFor, address) => {
    expect(addressOf('10.0.0.1', forwardedFor)).toBe(address);
    expect(addressOf('::ffff:10.0.0.1', forwardedFor)).toBe(address);
  });

  it.each([
    '',
    ' ',
    'unknown',
    '198.51.100.1,',
    '198.51.100.1:1234',
    '[2001:db8::7]',
    '198.51.100.256',
    '0198.51.100.1',
    'a, 10.0.0.1',
  ])('falls back on the peer when the nearest entry is %j', (forwardedFor) => {
    expect(addressOf('10.0.0.1', forwardedFor)).toBe('10.0.0.1');
  });

  it('never believes an entry that stands left of one that is no proxy, however long the chain', () => {
    const chain = [...Array.from({ length: 500 }, (_, n) => `198.51.100.${n % 256}`), '203.0.113.9', '10.0.0.2'];
    expect(addressOf('10.0.0.1', chain.join(','))).toBe('203.0.113.9');
    expect(addressOf('2001:db8:1::9', chain.join(' , '))).toBe('203.0.113.9');
    expect(addressOf('2001:db8:2::9', chain.join(','))).toBe('2001:db8:2::9');
  });

  it('trusts nobody unless told to', () => {
    expect(createClientAddressOf([], () => {})('127.0.0.1', '198.51.100.1')).toBe('127.0.0.1');
  });

  it('warns once of a header that it ignores, without repeating it', () => {
    const warnings: string[] = [];
    const of = createClientAddressOf(PROXIES, (message) => warnings.push(message));
    of('10.0.0.1', '198.51.100.1');
    of('203.0.113.7', undefined);
    expect(warnings).toEqual([]);
    of('203.0.113.7', 'evil\u001b[31m');
    of('203.0.113.8', '198.51.100.1');
    expect(warnings).toEqual(['X-Forwarded-For from 203.0.113.7, which is not among the trusted proxies, is ignored']);
  });
});
