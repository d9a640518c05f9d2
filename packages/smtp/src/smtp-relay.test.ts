import { describe, expect, it } from 'vitest';
import { parseSmtpUrl } from './smtp-relay.ts';

describe('parseSmtpUrl', () => {
  it.each([
    ['smtp://relay.example.com', { host: 'relay.example.com', port: 587, tls: 'starttls' }],
    ['smtp://relay.example.com:2525/', { host: 'relay.example.com', port: 2525, tls: 'starttls' }],
    ['smtps://relay.example.com', { host: 'relay.example.com', port: 465, tls: 'implicit' }],
    ['SMTPS://relay.example.com:4650', { host: 'relay.example.com', port: 4650, tls: 'implicit' }],
    ['smtp://127.0.0.1:1025?tls=off', { host: '127.0.0.1', port: 1025, tls: 'off' }],
    ['smtp://localhost?tls=off', { host: 'localhost', port: 25, tls: 'off' }],
    ['smtp://[::1]:25', { host: '::1', port: 25, tls: 'starttls' }],
    [
      'smtp://rekey%40example.com:p%40ss%3A%2F%3F%23%25@relay:587',
      { host: 'relay', port: 587, tls: 'starttls', auth: { user: 'rekey@example.com', pass: 'p@ss:/?#%' } },
    ],
  ])('reads %s', (url, relay) => {
    expect(parseSmtpUrl(url)).toEqual(relay);
  });

  it.each([
    ['', 'is not a URL'],
    ['relay.example.com:25', 'scheme'],
    ['https://relay.example.com', 'scheme'],
    ['smtp:relay.example.com', 'no //'],
    ['smtp://', 'has no host'],
    ['smtp://:25', 'URL'],
    ['smtp://relay:99999', 'is not a URL'],
    ['smtp://relay:0', 'port 0'],
    ['smtp://rel%20ay', 'malformed host'],
    ['smtp://relay/path', '%2F'],
    ['smtp://relay?tls=on', 'tls=off'],
    ['smtp://relay?tls=off&pool=true', 'tls=off'],
    ['smtps://relay?tls=off', 'smtps'],
    ['smtp://user@relay', 'no password'],
    ['smtp://:secret@relay', 'no user'],
    ['smtp://user:50%secret@relay', '%25'],
    ['smtp://user:se%00cret@relay', 'control character'],
    ['smtp://user:12/secret@relay:25', '%2F'],
    ['smtp://user:12?secret=1@relay:25', '%3F'],
    ['smtp://user:12#secret@relay:25', '%23'],
    ['smtp://user:secret/secret@relay:25', 'is not a URL'],
  ])('says what is wrong with %s, and repeats nothing of it', (url, what) => {
    expect(() => parseSmtpUrl(url)).toThrow(TypeError);
    expect(() => parseSmtpUrl(url)).toThrow(what);
    expect(() => parseSmtpUrl(url)).not.toThrow(/secret/);
  });
});
