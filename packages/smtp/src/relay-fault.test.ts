import { createCertificate, type SmtpServerOptions, startSmtpServer } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mail, openMailer } from '../test/open-mailer.ts';
import type { SmtpRelay } from './smtp-relay.ts';

const AUTH = { user: 'rekey', pass: 'right' };
const TIMEOUTS = { connect: 2_000, greeting: 300 };

async function open(options: SmtpServerOptions, relay: Partial<SmtpRelay>) {
  const server = await startSmtpServer(options);
  onTestFinished(() => server.stop());
  const { host, port, ca } = server;
  return openMailer({ relay: { host, port, tls: 'off', ...relay }, timeouts: TIMEOUTS, ...(options.auth && { ca }) });
}

const another = createCertificate('mail.example.net');

/** What the relay is, how it is called, what the doctor must say, and what the log must say where it cannot know as much. */
const WRONG: readonly [string, SmtpServerOptions, Partial<SmtpRelay>, RegExp, RegExp?][] = [
  ['smtps:// at a port in clear text', { tls: 'none' }, { tls: 'implicit' }, /begins in clear text.*write smtp:\/\//],
  ['smtps:// at a port with STARTTLS', { tls: 'starttls' }, { tls: 'implicit' }, /clear text.*write smtp:\/\//],
  [
    'smtp:// at a port with TLS',
    { tls: 'implicit' },
    { tls: 'starttls' },
    /begins with TLS.*write smtps:\/\//,
    /says nothing.*write smtps:\/\//,
  ],
  [
    '?tls=off at a port with TLS',
    { tls: 'implicit' },
    { tls: 'off' },
    /begins with TLS.*write smtps:\/\//,
    /says nothing.*write smtps:\/\//,
  ],
  ['smtp:// at a port without STARTTLS', { tls: 'none' }, { tls: 'starttls' }, /offers no STARTTLS.*\?tls=off/],
  ['a certificate of its own', { tls: 'starttls' }, { tls: 'starttls' }, /not trusted here.*NODE_EXTRA_CA_CERTS/],
  [
    'a wrong password',
    { tls: 'starttls', auth: AUTH },
    { tls: 'starttls', auth: { ...AUTH, pass: 'wr0ng!' } },
    /refuses user or password.*%40/,
  ],
];

describe('what a relay that cannot be used is told with', () => {
  it.each(WRONG)(
    'says at %s what was seen and what to write',
    async (_, options, relay, checked, delivered = checked) => {
      const mailer = await open(options, relay);
      const check = await mailer.verify();
      expect(check).toMatchObject({ kind: 'channel-down', reason: expect.stringMatching(checked) });
      expect(check.reason).toMatch(new RegExp(`localhost:\\d+.*: ${escaped(check.advice ?? 'none')}$`));
      const delivery = await mailer.deliver(mail(), 5_000);
      expect(delivery).toMatchObject({ kind: 'channel-down', reason: expect.stringMatching(delivered) });
      expect(check.reason + delivery.reason).not.toMatch(/error:[0-9A-F]{8}|SSL routines|wr0ng/);
    },
  );

  it('says of a certificate for another host that it is one', async () => {
    const certificate = await another;
    const server = await startSmtpServer({ tls: 'implicit', certificate });
    onTestFinished(() => server.stop());
    const { host, port, ca } = server;
    const { reason } = await openMailer({ relay: { host, port, tls: 'implicit' }, ca }).verify();
    expect(reason).toMatch(/made for another host.*write the host that it names$/);
  });
});

const escaped = (text: string): string => text.replace(/[?.+*]/g, '\\$&');
