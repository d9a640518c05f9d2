import type { EmailAddress, Mail } from '@rekey/domain/values';
import { type SmtpScript, startScriptedSmtp } from '@rekey/laboratory';
import { onTestFinished } from 'vitest';
import { parseSender } from '../src/sender.ts';
import { type SmtpMailer, type SmtpMailerSettings, smtpMailer } from '../src/smtp-mailer.ts';

export const TOKEN = 'q3vXo9Zt1pLr7KdWm2YbNc5HsAeGfUjR8iTx0VwBkQ4';

export function mail(more: Partial<Mail> = {}): Mail {
  return {
    messageId: '<rekey.reset.7.a1@example.org>',
    to: { name: 'Jane Doe', address: 'jane.doe@example.com' as EmailAddress },
    subject: 'Choose a new password',
    text: `Hello Jane,\n\nhttps://example.org/reset#token=${TOKEN}\n`,
    html: `<p>Hello Jane,</p><p><a href="https://example.org/reset#token=${TOKEN}">Choose a new password</a></p>\n`,
    ...more,
  };
}

/** A mailer that is closed when its test is over. */
export function openMailer(settings: Omit<SmtpMailerSettings, 'from'>): SmtpMailer {
  const mailer = smtpMailer({ from: parseSender('Rekey <no-reply@example.org>'), ...settings });
  onTestFinished(() => mailer.close());
  return mailer;
}

/** A scripted relay and a mailer that talks to it in clear text. */
export async function openScripted(script: SmtpScript, settings: Partial<SmtpMailerSettings> = {}) {
  const relay = await startScriptedSmtp(script);
  onTestFinished(() => relay.stop());
  const mailer = openMailer({ relay: { host: relay.host, port: relay.port, tls: 'off' }, ...settings });
  return { relay, mailer };
}
