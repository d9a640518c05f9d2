import type { Delivery, Mail } from '../values/mail.ts';

/** Follows one delivery from outside. */
export interface DeliveryWatch {
  /**
   * Called when the relay stands ready and is asked to take the mail; again if another connection
   * is needed.
   */
  talking(): void;
  /** Called when nothing of the mail is left that could be held back: it may arrive from now on. */
  complete(): void;
  /** When it resolves, a mail of which something is still missing at the relay is broken off. */
  readonly breakOff: Promise<void>;
}

/**
 * Hands one mail to the relay. The courier is who retries.
 *
 * Contract: `mailerContract`.
 */
export interface Mailer {
  /**
   * Answers within `deadlineMs` plus a second, whatever the relay does. Never throws for what a
   * relay or a network can do.
   *
   * - Says `accepted` only after the relay's own reply to the complete mail, and a certain failure
   *   only when it is certain.
   * - Sends to exactly `mail.to.address`, whatever the name, the subject or the texts contain.
   * - A domain in letters outside ASCII goes out as it is or in A-labels (UTS 46). Such letters
   *   before the @ have no other spelling: where the relay does not take them (RFC 6531), the mail is
   *   `refused-for-good`, and the reason says so without the address.
   * - After the deadline nothing of the mail goes out any more, unless `unknown` was answered.
   * - Calls `watch.talking` when the relay is asked to take this mail, not while a connection is
   *   still to be made: from then on it may be the recipient that takes time.
   * - Calls `watch.complete` before the relay can have the complete mail: then it cannot be broken
   *   off any more.
   * - When `watch.breakOff` resolves before the mail is complete, it answers `try-later` at once:
   *   the mail certainly did not go out, and never will. Afterwards it goes on as if nothing had
   *   been said.
   */
  deliver(mail: Mail, deadlineMs: number, watch?: DeliveryWatch): Promise<Delivery>;
}
