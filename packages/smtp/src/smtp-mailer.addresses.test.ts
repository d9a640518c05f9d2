import type { EmailAddress, Mail } from '@rekey/domain/values';
import { type SmtpServerOptions, startSmtpServer } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseSender } from './sender.ts';
import { smtpMailer } from './smtp-mailer.ts';
import { wireAddress } from './wire-address.ts';

const mailTo = (address: string): Mail => ({
  messageId: '<rekey.reset.1.abc@example.com>',
  to: { name: 'Jäne Doe', address: address as EmailAddress },
  subject: 'Choose a new password',
  text: 'Follow this link.\n',
  html: '<p>Follow this link.</p>\n',
});

async function deliver(address: string, options: SmtpServerOptions = {}) {
  const relay = await startSmtpServer({ tls: 'none', ...options });
  const mailer = smtpMailer({
    relay: { host: relay.host, port: relay.port, tls: 'off' },
    from: parseSender('Rekey <no-reply@example.com>'),
  });
  onTestFinished(async () => {
    await mailer.close();
    await relay.stop();
  });
  return { delivery: await mailer.deliver(mailTo(address), 5_000), mails: relay.mails };
}

describe('an address in letters of the world', () => {
  it('goes out with its domain in A-labels, which every relay takes', async () => {
    const { delivery, mails } = await deliver('post@bücher.example', { smtpUtf8: false });
    expect(delivery.kind).toBe('accepted');
    // The test's server shows A-labels as what they mean.
    expect(mails.map(({ envelope }) => envelope.to)).toEqual([['post@bücher.example']]);
    expect(wireAddress('post@bücher.example' as EmailAddress)).toEqual({
      address: 'post@xn--bcher-kva.example',
      needsUtf8: false,
    });
  });

  it('goes out as it is where the relay takes letters before the @', async () => {
    const { delivery, mails } = await deliver('jäne@bücher.example');
    expect(delivery.kind).toBe('accepted');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.envelope.to[0]).toMatch(/^jäne@(?:xn--bcher-kva|bücher)\.example$/);
  });

  it('is a dead letter that says so where the relay takes none, and holds up nobody', async () => {
    const { delivery, mails } = await deliver('jäne@example.com', { smtpUtf8: false });
    expect(delivery).toEqual({ kind: 'refused-for-good', reason: expect.stringContaining('SMTPUTF8') });
    expect(delivery.reason).not.toContain('jäne');
    expect(mails).toEqual([]);
  });

  it.each([
    ['a domain that none can be', 'jane@xn--bücher.example'],
    ['a label that is too long once it is in A-labels', `jane@${'ü'.repeat(60)}.example`],
    ['two addresses', 'jane@example.com, eve@example.com'],
    ['a full-width @', 'jane\uff20example.com'],
  ])('is refused before anything is said: %s', async (_, address) => {
    const { delivery, mails } = await deliver(address);
    expect(delivery).toEqual({ kind: 'refused-for-good', reason: 'the address is not one plain mailbox' });
    expect(mails).toEqual([]);
  });
});
