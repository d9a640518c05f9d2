import type { EmailAddress } from '../values/email-address.ts';
import type { SkipReason } from '../values/letter.ts';
import { mailboxOf, type User } from '../values/user.ts';

/** Whether a request for a link gets a mail, and why not. */
export type Judgement =
  | { readonly kind: 'mail'; readonly user: User; readonly mailbox: EmailAddress }
  | { readonly kind: 'skip'; readonly user: User | null; readonly reason: SkipReason };

export function judgeRequest(user: User | null): Judgement {
  if (user === null) return { kind: 'skip', user, reason: 'unknown user' };
  if (user.externallyManaged) return { kind: 'skip', user, reason: 'externally managed' };
  if (!user.enabled) return { kind: 'skip', user, reason: 'disabled' };
  const mailbox = mailboxOf(user);
  return mailbox === null ? { kind: 'skip', user, reason: 'no mailbox' } : { kind: 'mail', user, mailbox };
}
