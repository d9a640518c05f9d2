import Hapi from '@hapi/hapi';
import type { EmailAddress } from '@rekey/domain/values';
import { parseSender, parseSmtpUrl, smtpMailer } from '@rekey/smtp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createInbox, type Inbox } from './inbox.ts';
import { inboxPage } from './inbox-page.ts';
import { addInboxRoutes } from './inbox-routes.ts';
import { startInboxServer } from './inbox-server.ts';

const MAIL = {
  at: '2026-01-01T00:00:00.000Z',
  from: 'no-reply@localhost',
  to: ['jane.doe@example.com'],
  subject: 'Reset your password',
  text: 'Your code:\nabc',
  html: '<p>Your code</p>',
  headers: { subject: 'Reset your password' },
};

function serverWith(inbox: Inbox) {
  const server = Hapi.server();
  addInboxRoutes(server, inbox, 'http://demo.test:3000');
  return server;
}

describe('the built-in inbox', () => {
  it('catches what our mailer sends', async () => {
    const inbox = createInbox();
    const { smtpUrl, close } = await startInboxServer(inbox);
    onTestFinished(close);
    const mailer = smtpMailer({ relay: parseSmtpUrl(smtpUrl), from: parseSender('Rekey <no-reply@localhost>') });
    onTestFinished(() => mailer.close());
    const to = { name: 'Jane Dœ', address: 'jane.doe@example.com' as EmailAddress };
    const mail = { messageId: '<1@localhost>', to, subject: 'Grüße', text: 'Text', html: '<p>Text</p>' };
    expect(await mailer.deliver(mail, 5_000)).toMatchObject({ kind: 'accepted' });
    expect(inbox.mails.map((mail) => inbox.sourceOf(mail))).toEqual([
      expect.stringContaining('Message-ID: <1@localhost>'),
    ]);
    expect(inbox.mails).toEqual([
      {
        id: 1,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        from: 'no-reply@localhost',
        to: ['jane.doe@example.com'],
        subject: 'Grüße',
        text: expect.stringContaining('Text'),
        html: expect.stringContaining('<p>Text</p>'),
        headers: expect.objectContaining({ 'message-id': '<1@localhost>' }),
      },
    ]);
  });

  it('keeps the newest 200, newest first', () => {
    const inbox = createInbox();
    for (let count = 0; count < 205; count += 1) inbox.add(MAIL, '');
    expect(inbox.mails).toHaveLength(200);
    expect([inbox.mails[0]?.id, inbox.mails.at(-1)?.id]).toEqual([205, 6]);
  });

  it('is an array with exactly the documented keys at /dev/inbox.json', async () => {
    const inbox = createInbox();
    inbox.add(MAIL, '');
    const { statusCode, headers, payload } = await serverWith(inbox).inject({
      url: '/dev/inbox.json',
      headers: { host: '127.0.0.1:3000' },
    });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(payload)).toEqual([{ id: 1, ...MAIL }]);
  });

  it.each(['localhost:3000', '127.0.0.1', '[::1]:3000', 'studio.localhost', 'demo.test:3000'])(
    'answers under %s',
    async (host) => {
      const { statusCode } = await serverWith(createInbox()).inject({ url: '/dev/inbox', headers: { host } });
      expect(statusCode).toBe(200);
    },
  );

  it.each(['evil.example', 'localhost.evil.example', 'demo.test.evil.example', 'a b'])(
    'is not there for a page that rebinds its name %s to us',
    async (host) => {
      const { statusCode } = await serverWith(createInbox()).inject({ url: '/dev/inbox.json', headers: { host } });
      expect(statusCode).toBe(404);
    },
  );
});

describe('inboxPage', () => {
  const CODE = 'C'.repeat(43);
  function inboxWith(...mails: (typeof MAIL)[]) {
    const inbox = createInbox();
    for (const mail of mails) inbox.add(mail, `Subject: ${mail.subject}`);
    return inbox;
  }

  it('shows mails without letting them be more than text', () => {
    const attack = `"><script>alert('1')</script>`;
    const inbox = inboxWith({ ...MAIL, subject: attack, to: [attack], text: attack, html: attack });
    for (const as of ['html', 'text', 'source']) {
      const page = inboxPage(inbox, { as });
      expect(page).not.toContain('<script>');
      expect(page).not.toContain('allow-scripts');
    }
    expect(inboxPage(inbox)).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  });

  it('shows the newest mail, or the one that was chosen, as HTML, text or source, with its code to copy', () => {
    const inbox = inboxWith({ ...MAIL, text: 'one' }, { ...MAIL, subject: 'Second', text: `Your code:\n${CODE}\n` });
    expect(inboxPage(inbox)).toContain('<h2>Second</h2>');
    expect(inboxPage(inbox)).toContain(`data-copy="${CODE}"`);
    const first = inboxPage(inbox, { mail: '1', as: 'text' });
    expect(first).toContain('<pre tabindex="0">one</pre>');
    expect(first).not.toContain('data-copy');
    expect(inboxPage(inbox, { as: 'source' })).toContain('<pre tabindex="0">Subject: Second</pre>');
  });
});
