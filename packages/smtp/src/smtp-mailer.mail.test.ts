import type { EmailAddress } from '@rekey/domain/values';
import { type CapturedMail, type RunningSmtpServer, startSmtpServer } from '@rekey/laboratory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mail, openScripted, TOKEN } from '../test/open-mailer.ts';
import { parseSender } from './sender.ts';
import { type SmtpMailer, smtpMailer } from './smtp-mailer.ts';

let server: RunningSmtpServer;
let mailer: SmtpMailer;
beforeAll(async () => {
  server = await startSmtpServer({ tls: 'none' });
  const relay = { host: server.host, port: server.port, tls: 'off' } as const;
  mailer = smtpMailer({ relay, from: parseSender('Rekey <no-reply@example.org>'), maxConnections: 1 });
});
afterAll(async () => {
  await mailer.close();
  await server.stop();
});

let sent = 0;

/** The mail as its recipient gets it. */
async function delivered(more: Parameters<typeof mail>[0]): Promise<CapturedMail> {
  sent += 1;
  const messageId = `<mail.${sent}@example.org>`;
  expect(await mailer.deliver(mail({ messageId, ...more }), 5_000)).toMatchObject({ kind: 'accepted' });
  return server.waitForMail((captured) => captured.headers['message-id']?.includes(messageId) ?? false);
}

const HEADERS = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
  'x-auto-response-suppress',
];

const EVIL = [
  'Jane\r\nBcc: eve@example.net',
  'Jane\nBcc: eve@example.net',
  'Jane\rBcc: eve@example.net',
  'Jane\u0085Bcc: eve@example.net',
  'Jane\u2028Bcc: eve@example.net',
  'Jane\u2029Bcc: eve@example.net',
  'Jane\0Bcc: eve@example.net',
  'Jane\r\n\r\nA body of my own',
  'Jane" <eve@example.net>, "Doe',
  'Jane <eve@example.net>',
  'Jane\\" <eve@example.net>',
  'eve@example.net, Jane',
  'eve@example.net; Jane',
  'group: eve@example.net;',
  '(Jane)',
  '=?utf-8?q?Jane=0D=0ABcc=3A_eve=40example.net?=',
  '=?utf-8?b?SmFuZQ0KQmNjOiBldmVAZXhhbXBsZS5uZXQ=?=',
  '=?utf-8?q?J=C3=A4ne?= <eve@example.net>',
  '==??utf-8?q?=0D=0ABcc:_eve=40example.net??==',
  '\ud800Jane\udfff',
  '\u202ejane\u202c',
  'x'.repeat(5_000),
  '\u{1f511} '.repeat(2_000),
  '',
  ' ',
];

describe('smtpMailer and what it writes', () => {
  it.each(EVIL)('adds no recipient and no header for a name like %j', async (name) => {
    const captured = await delivered({ to: { name, address: 'jane.doe@example.com' as EmailAddress } });
    expect(captured.envelope.to).toEqual(['jane.doe@example.com']);
    expect(captured.to).toEqual(['jane.doe@example.com']);
    expect(Object.keys(captured.headers).sort()).toEqual(HEADERS);
    expect(captured.text).toContain(TOKEN);
    expect(captured.toName).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}<>"\\]|=\?/u);
    expect([...captured.toName].length).toBeLessThanOrEqual(128);
  });

  it.each(EVIL)('adds no recipient and no header for a subject like %j', async (subject) => {
    const captured = await delivered({ subject });
    expect(captured.envelope.to).toEqual(['jane.doe@example.com']);
    expect(captured.to).toEqual(['jane.doe@example.com']);
    expect(HEADERS).toEqual(expect.arrayContaining(Object.keys(captured.headers)));
    expect(captured.text).toContain(TOKEN);
    expect(captured.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]|=\?/u);
  });

  it('keeps names that people have', async () => {
    for (const name of ["Seán O'Brien", 'Doe, Jane (Finance)', '山田太郎', 'Zoë', 'Jane.Doe', 'Łukasz']) {
      const captured = await delivered({ to: { name, address: 'jane.doe@example.com' as EmailAddress } });
      expect(captured.toName).toBe(name);
    }
  });

  it('writes a plain mail: both texts, no tracking, and word for machines that nobody reads replies', async () => {
    const captured = await delivered({ subject: 'Ein neues Paßwort wählen' });
    expect(captured).toMatchObject({
      from: 'no-reply@example.org',
      envelope: { from: 'no-reply@example.org', to: ['jane.doe@example.com'] },
      subject: 'Ein neues Paßwort wählen',
    });
    expect(captured.text.trimEnd()).toBe(mail().text.trimEnd());
    expect(captured.html.trimEnd()).toBe(mail().html.trimEnd());
    expect(captured.headers).toMatchObject({
      'auto-submitted': ['auto-generated'],
      'x-auto-response-suppress': ['OOF, AutoReply'],
      'content-type': [expect.stringMatching(/^multipart\/alternative/)],
    });
    const { date = [] } = captured.headers;
    expect(Math.abs(Date.parse(date.join()) - Date.now())).toBeLessThan(10_000);
    expect(Object.keys(captured.headers).sort()).toEqual(HEADERS);
  });

  it('keeps every line within 78 characters, however long the text is, and in ASCII', async () => {
    const long = `${'überlang'.repeat(500)}\n${'x'.repeat(5_000)}`;
    const captured = await delivered({ text: long, html: `<p>${long}</p>`, subject: 'ä'.repeat(500) });
    expect(captured.text.trimEnd()).toBe(long);
    expect(Math.max(...captured.raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(captured.raw).toMatch(/^[\x20-\x7e\r\n]*$/);
  });

  it('gives each try the same Message-ID', async () => {
    const before = server.mails.length;
    for (const _turn of [1, 2]) await mailer.deliver(mail({ messageId: '<rekey.reset.1.x@example.org>' }), 5_000);
    const tries = server.mails.slice(before).map(({ headers }) => headers['message-id']);
    expect(tries).toEqual([['<rekey.reset.1.x@example.org>'], ['<rekey.reset.1.x@example.org>']]);
  });

  it.each([
    'a@example.com, b@example.com',
    'a@example.com\r\nRCPT TO:<b@example.com>',
    'a@example.com>\r\nDATA',
    '<a@example.com>',
    '"a b"@example.com',
    'a@[127.0.0.1]',
    'a@xn--exämple.com',
    'Jane <a@example.com>',
    'a@example.com\0',
    '',
  ])('does not even connect for the address %j', async (address) => {
    const { relay, mailer: fresh } = await openScripted({});
    const delivery = await fresh.deliver(mail({ to: { name: 'Jane', address: address as EmailAddress } }), 1_000);
    expect(delivery).toEqual({ kind: 'refused-for-good', reason: 'the address is not one plain mailbox' });
    expect(relay.connections).toBe(0);
  });

  it.each([
    ['CVE-2025-13033 (nodemailer): a quoted @', '"eve@evil.example x"@example.com'],
    ['CVE-2025-14874 (nodemailer): groups in groups', `${'g:'.repeat(50_000)}a@example.com${';'.repeat(50_000)}`],
    ['GHSA-2x7j-588g-ccc2 (nodemailer): a list without end', 'a@example.com,'.repeat(50_000)],
    ['a comment in the domain', 'a@example.com(x)evil.example'],
  ])('hands its library no address with %s', async (_, address) => {
    const { relay, mailer: fresh } = await openScripted({});
    const delivery = await fresh.deliver(mail({ to: { name: address, address: address as EmailAddress } }), 1_000);
    expect([delivery.kind, relay.connections]).toEqual(['refused-for-good', 0]);
    const captured = await delivered({ to: { name: address, address: 'jane.doe@example.com' as EmailAddress } });
    expect(captured.envelope.to).toEqual(['jane.doe@example.com']);
  });

  it.each(['', 'x@example.org', '<x@example.org>\r\nBcc: eve@example.net', '<x y@example.org>', '<>'])(
    'does not even connect for the Message-ID %j',
    async (messageId) => {
      expect((await mailer.deliver(mail({ messageId }), 1_000)).kind).toBe('refused-for-good');
    },
  );

  it.each(['localhost', '127.0.0.1', 'id.example.org', 'my_host.example.org', 'xn--bcher-kva.example'])(
    'takes a Message-ID of the host %s, which a URL can name',
    async (host) => {
      const messageId = `<rekey.notice.7.a1@${host}>`;
      const before = server.mails.length;
      expect((await mailer.deliver(mail({ messageId }), 5_000)).kind).toBe('accepted');
      expect(server.mails[before]?.headers['message-id']).toEqual([messageId]);
    },
  );

  it('sends to the address as it is stored, character for character', async () => {
    for (const address of ["o'Brien+tag@example.com", 'UPPER.case@example.com', 'a!b#c$%&*/=?^_`{|}~-@x.test']) {
      const captured = await delivered({ to: { name: 'Jane', address: address as EmailAddress } });
      expect(captured.envelope.to).toEqual([address]);
    }
    // The domain may be written small: it is the same one (RFC 5321 2.4).
    const captured = await delivered({ to: { name: '', address: 'Jane@EXAMPLE.com' as EmailAddress } });
    expect(captured.envelope.to[0]?.replace('example', 'EXAMPLE')).toBe('Jane@EXAMPLE.com');
  });

  it('sends over one connection what goes one after the other', async () => {
    const before = server.mails.length;
    for (const at of [1, 2, 3]) await mailer.deliver(mail({ messageId: `<pooled.${at}@example.org>` }), 5_000);
    expect(new Set(server.mails.slice(before).map(({ connection }) => connection)).size).toBe(1);
  });
});
