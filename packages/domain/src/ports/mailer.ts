import type { Delivery, Mail } from '../values/mail.ts';

/**
 * Hands one mail to the relay.
 *
 * - Answers within `deadlineMs` plus a second, whatever the relay does. Never throws for what a relay or a network can do.
 * - Says `accepted` only after the relay's own reply to the complete mail, and a certain failure only when it is certain.
 * - Sends to exactly `mail.to.address`, whatever the name, the subject or the texts contain.
 * - After the deadline nothing of the mail goes out any more, unless `unknown` was answered. Who retries is the courier.
 *
 * Contract: `mailerContract`.
 */
export interface Mailer {
  deliver(mail: Mail, deadlineMs: number): Promise<Delivery>;
}
