import type { Hindrance } from '../mail/letter-texts.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { SkipReason } from '../values/letter.ts';
import { mailboxOf, type User } from '../values/user.ts';

/** Whether a request for a link gets a mail, and why not. */
export type Judgement =
  | { readonly kind: 'mail'; readonly user: User; readonly mailbox: EmailAddress }
  /** No link, but a mail that says why. */
  | { readonly kind: 'explain'; readonly user: User; readonly mailbox: EmailAddress; readonly hindrance: Hindrance }
  | { readonly kind: 'skip'; readonly user: User | null; readonly reason: SkipReason };

export function judgeRequest(user: User | null, explain: boolean): Judgement {
  if (user === null) return { kind: 'skip', user, reason: 'unknown user' };
  const mailbox = mailboxOf(user);
  const hindrance = hindranceOf(user);
  if (hindrance !== null) {
    return explain && mailbox !== null
      ? { kind: 'explain', user, mailbox, hindrance }
      : { kind: 'skip', user, reason: hindrance };
  }
  return mailbox === null ? { kind: 'skip', user, reason: 'no mailbox' } : { kind: 'mail', user, mailbox };
}

function hindranceOf({ externallyManaged, enabled }: User): Hindrance | null {
  if (externallyManaged) return 'externally managed';
  return enabled ? null : 'disabled';
}
