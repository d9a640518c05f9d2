import assert from 'node:assert/strict';
import type { EmailAddress, Mail } from '@rekey/domain/values';
import type { MailerUnderTest, ReceivedMail } from '../mailer-under-test.ts';

export const JANE = 'jane.doe@example.com' as EmailAddress;
export const DEADLINE_MS = 5_000;
// Short, because checks wait for it; the port allows one second more.
export const SHORT_MS = 400;
export const GRACE_MS = 1_000;

/** A mail to Jane, but for what the test says. */
export function mail(more: Partial<Mail> = {}): Mail {
  return {
    messageId: '<rekey.reset.1.abc@example.com>',
    to: { name: 'Jane Doe', address: JANE },
    subject: 'Choose a new password',
    text: 'Follow this link:\nhttps://example.com/reset#token\n',
    html: '<p>Follow <a href="https://example.com/reset#token">this link</a>.</p>\n',
    ...more,
  };
}

/** The mail that arrived, where exactly one did. */
export async function onlyOne(relay: MailerUnderTest): Promise<ReceivedMail> {
  const received = await relay.received();
  assert.equal(received.length, 1);
  return received[0] ?? assert.fail('nothing received');
}
