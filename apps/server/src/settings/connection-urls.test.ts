import { parseSender, parseSmtpUrl } from '@rekey/smtp';
import { describe, expect, it } from 'vitest';
import { parseRelayUrl } from './connection-urls.ts';
import { parseMailSender } from './mail-sender.ts';

const takes = (parse: (text: string) => unknown, text: string): boolean => {
  try {
    return parse(text) !== undefined;
  } catch {
    return false;
  }
};

describe('parseRelayUrl', () => {
  it.each([
    'smtp://relay.example.com',
    'smtp://relay.example.com:587',
    'smtp://user:pass@relay.example.com:587',
    'smtp://user%40example.com:p%2Fw@relay.example.com:587',
    'smtps://user:pass@relay.example.com',
    'smtp://127.0.0.1:2525?tls=off',
    'smtp://127.0.0.1:2525/?tls=off',
    'smtp://[::1]:25?tls=off',
  ])('takes %s, as the mailer does', (url) => {
    expect([takes(parseRelayUrl, url), takes(parseSmtpUrl, url)]).toEqual([true, true]);
  });

  // Where this look let something pass, the courier would end again and again instead of the service saying why at start.
  it.each([
    'http://relay.example.com',
    'smtp:relay.example.com',
    'smtp:///x',
    'smtp://relay.example.com:0',
    'smtp://relay.example.com:99999',
    'smtp://relay.example.com/path',
    'smtp://relay.example.com#x',
    'smtp://relay.example.com?tls=of',
    'smtp://relay.example.com?tls=off&x=1',
    'smtps://relay.example.com?tls=off',
    'smtp://user@relay.example.com',
    'smtp://:pass@relay.example.com',
    'smtp://user:100%@relay.example.com',
    'smtp://user:a%00b@relay.example.com',
    'smtp://rel!ay.example.com',
    'smtp://-relay',
    'relay.example.com:25',
    '',
  ])('refuses %j, as the mailer does', (url) => {
    expect([takes(parseRelayUrl, url), takes(parseSmtpUrl, url)]).toEqual([false, false]);
  });
});

describe('parseMailSender', () => {
  it.each(['no-reply@example.com', 'Rekey <no-reply@example.com>', '"Rekey" <no-reply@localhost>', 'Grüße <a@b.c>'])(
    'takes %s, as the mailer does',
    (sender) => {
      expect([takes(parseMailSender, sender), takes(parseSender, sender)]).toEqual([true, true]);
    },
  );

  it.each([
    'Rekey',
    'Rekey <>',
    'a@b.c, d@e.f',
    'Rekey <a@b.c>, <d@e.f>',
    'Rekey <a@b.c\r\nBcc: d@e.f>',
    'Re\u0007key <a@b.c>',
    'Re\u2028key <a@b.c>',
    'Rekey\n<a@b.c>',
    '=?utf-8?q?x?= <a@b.c>',
  ])('refuses %j wherever the mailer does', (sender) => {
    if (!takes(parseSender, sender)) expect(takes(parseMailSender, sender)).toBe(false);
  });
});
