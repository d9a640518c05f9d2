import type { MailerUnderTest, Opened, RelayBehaviour } from '@rekey/contracts';
import { type MemoryRelay, memoryMailer } from '../src/memory-mailer.ts';

const RELAY: Readonly<Record<RelayBehaviour, MemoryRelay>> = {
  accept: 'accepted',
  'refuse recipient for good': 'refused-for-good',
  'refuse recipient for now': 'try-later',
  'refuse message for good': 'refused-for-good',
  'refuse message for now': 'try-later',
  'refuse sender': 'channel-down',
  unreachable: 'channel-down',
  silent: 'silent',
  'silent at the recipient': 'silent',
  'drop in data': 'try-later',
  'drop after the dot': 'unknown',
  'silent after the dot': 'silent after the mail',
};

export function openMemoryMailer(): Opened<MailerUnderTest> {
  const mailer = memoryMailer();
  const subject: MailerUnderTest = {
    mailer,
    relay: { next: (behaviour) => mailer.next(RELAY[behaviour]) },
    received: async () => mailer.mails.map(({ to, ...mail }) => ({ ...mail, recipients: [to.address] })),
  };
  return { subject, close: () => {} };
}
