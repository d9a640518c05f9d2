import { createCertificate, type SmtpServerOptions, startScriptedSmtp, startSmtpServer } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mail, openMailer } from '../test/open-mailer.ts';
import type { SmtpRelay } from './smtp-relay.ts';

const PASS = 'pa$$ word:/?#';

/** A real server and a mailer that trusts its certificate, unless told otherwise. */
async function open(options: SmtpServerOptions, relay: Partial<SmtpRelay> = {}, trust = true) {
  const server = await startSmtpServer(options);
  onTestFinished(() => server.stop());
  const tls = options.tls === 'implicit' ? 'implicit' : 'starttls';
  const mailer = openMailer({
    relay: { host: server.host, port: server.port, tls, ...relay },
    ...(trust && { ca: server.ca }),
    timeouts: { connect: 2_000 },
  });
  return { server, mailer };
}

describe('smtpMailer and TLS', () => {
  it.each(['starttls', 'implicit'] as const)('delivers over %s to a certificate it trusts', async (tls) => {
    const { server, mailer } = await open({ tls });
    expect(await mailer.deliver(mail(), 5_000)).toMatchObject({ kind: 'accepted' });
    expect(server.mails).toMatchObject([{ secure: true, envelope: { to: ['jane.doe@example.com'] } }]);
  });

  it.each(['starttls', 'implicit'] as const)(
    'sends nothing over %s to a certificate nobody vouches for',
    async (tls) => {
      const { server, mailer } = await open({ tls }, {}, false);
      const delivery = await mailer.deliver(mail(), 5_000);
      expect(delivery.kind).toBe('channel-down');
      expect(delivery.reason).toMatch(/self-signed certificate/);
      expect(server.mails).toEqual([]);
    },
  );

  it('sends nothing to a trusted certificate of another name', async () => {
    const certificate = await createCertificate('mail.example.net');
    for (const tls of ['starttls', 'implicit'] as const) {
      const { server, mailer } = await open({ tls, certificate });
      const delivery = await mailer.deliver(mail(), 5_000);
      expect(delivery).toMatchObject({ kind: 'channel-down', reason: expect.stringMatching(/altnames/) });
      expect(server.mails).toEqual([]);
    }
  });

  it('stays verified when the environment says that nothing matters', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { mailer } = await open({}, {}, false);
    expect((await mailer.deliver(mail(), 5_000)).kind).toBe('channel-down');
  });

  it('never falls back to clear text where somebody stripped STARTTLS', async () => {
    const { server, mailer } = await open({ tls: 'none' });
    expect((await mailer.deliver(mail(), 5_000)).kind).toBe('channel-down');
    expect(server.mails).toEqual([]);
  });

  it.each([
    ['refuses STARTTLS', '454 4.7.0 TLS not available'],
    ['agrees to STARTTLS and goes on in clear text', '220 Go ahead\r\n250 scripted.test'],
  ])('shows no login and no address to a relay that %s', async (_what, starttls) => {
    const relay = await startScriptedSmtp({ ehlo: '250-scripted.test\r\n250-STARTTLS\r\n250 AUTH PLAIN', starttls });
    onTestFinished(() => relay.stop());
    const mailer = openMailer({
      relay: { host: relay.host, port: relay.port, tls: 'starttls', auth: { user: 'rekey', pass: PASS } },
      timeouts: { connect: 500, greeting: 500 },
    });
    expect((await mailer.deliver(mail(), 2_000)).kind).toBe('channel-down');
    expect(relay.commands.filter((line) => /AUTH|MAIL|RCPT/.test(line))).toEqual([]);
  });

  it('speaks clear text only where it was told to', async () => {
    const { server, mailer } = await open({ tls: 'none' }, { tls: 'off' });
    expect((await mailer.deliver(mail(), 5_000)).kind).toBe('accepted');
    expect(server.mails).toMatchObject([{ secure: false }]);
  });
});

describe('smtpMailer and the login', () => {
  const auth = { user: 'rekey', pass: PASS };

  it('logs in over TLS', async () => {
    const { server, mailer } = await open({ auth }, { auth });
    expect((await mailer.deliver(mail(), 5_000)).kind).toBe('accepted');
    expect(server.mails).toHaveLength(1);
  });

  it('calls the channel down when the login is refused, and keeps the password to itself', async () => {
    const { server, mailer } = await open({ auth: { user: 'rekey', pass: 'other' } }, { auth });
    const delivery = await mailer.deliver(mail(), 5_000);
    expect(delivery).toMatchObject({ kind: 'channel-down', reason: expect.stringMatching(/535/) });
    expect(delivery.reason).not.toContain(PASS);
    expect(server.mails).toEqual([]);
  });

  it('hides credentials that a relay repeats', async () => {
    const plain = Buffer.from(`\0rekey\0${PASS}`).toString('base64');
    const repeats = `535 5.7.8 ${plain} ${Buffer.from(PASS).toString('base64')} ${PASS} are wrong`;
    const relay = await startScriptedSmtp({ ehlo: '250-scripted.test\r\n250 AUTH PLAIN', auth: repeats });
    onTestFinished(() => relay.stop());
    const mailer = openMailer({ relay: { host: relay.host, port: relay.port, tls: 'off', auth } });
    const { kind, reason } = await mailer.deliver(mail(), 2_000);
    expect(kind).toBe('channel-down');
    expect(reason).toMatch(/535 5\.7\.8 \[\.\.\.\] \[\.\.\.\] \[\.\.\.\] are wrong/);
  });

  it('does not go on without its login where the relay offers none', async () => {
    const relay = await startScriptedSmtp({ auth: '502 5.5.1 Not implemented' });
    onTestFinished(() => relay.stop());
    const mailer = openMailer({ relay: { host: relay.host, port: relay.port, tls: 'off', auth } });
    expect((await mailer.deliver(mail(), 2_000)).kind).toBe('channel-down');
    expect(relay.messages).toEqual([]);
  });

  it('calls the channel down when a login is required and none is configured', async () => {
    const { server, mailer } = await open({ auth });
    expect((await mailer.deliver(mail(), 5_000)).kind).toBe('channel-down');
    expect(server.mails).toEqual([]);
  });
});

describe('smtpMailer.verify', () => {
  const auth = { user: 'rekey', pass: PASS };

  it('connects, secures and logs in, and sends nothing', async () => {
    const { server, mailer } = await open({ auth }, { auth });
    expect(await mailer.verify()).toEqual({ kind: 'ready', reason: 'reachable, TLS starttls, logged in' });
    expect(server.mails).toEqual([]);
  });

  it.each([
    ['the certificate', {}, {}, false, /self-signed/],
    ['the login', { auth: { user: 'rekey', pass: 'other' } }, { auth }, true, /535/],
    ['TLS that is not there', { tls: 'none' }, {}, true, /STARTTLS|502|500/],
    ['a port where nobody listens', {}, { port: 1 }, true, /ECONNREFUSED/],
    ['a host that does not exist', {}, { host: 'relay.invalid' }, true, /relay\.invalid|ENOTFOUND|EAI_AGAIN/],
  ] as const)('names %s as the fault', async (_what, options, relay, trust, reason) => {
    const { mailer } = await open(options, relay, trust);
    const check = await mailer.verify();
    expect(check.kind).toBe('channel-down');
    expect(check.reason).toMatch(reason);
  });
});
