import type { EmailAddress } from './email-address.ts';

/** A mail ready to be handed over. Who sends it is the mailer's setting. */
export interface Mail {
  /** The same at every try, so that a duplicate after a lost reply can be recognised (RFC 1047). With angle brackets. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: EmailAddress };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * How a hand-over ended, decided from the relay's reply.
 * - `accepted`: the relay took responsibility.
 * - `refused-for-good`: it certainly did not and never will (5xx for this mail).
 * - `try-later`: it certainly did not, this time (4xx for this mail, or the time was up before the mail was complete).
 * - `channel-down`: it certainly did not, and no other mail would have fared better (unreachable, TLS, AUTH or MAIL refused).
 * - `unknown`: the mail was complete, the reply never came.
 */
export interface Delivery {
  readonly kind: 'accepted' | 'refused-for-good' | 'try-later' | 'channel-down' | 'unknown';
  /** The relay's words or the fault, free of secrets. */
  readonly reason: string;
}

// What ends a line for some parser (CR, LF, NEL, U+2028), what neither a header nor a text may hold (NUL, lone surrogates), and
// what turns the reading direction, so that a name could pass for an address, or rewrite what follows it.
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;

/** A stranger's text as one line of what can be seen, with single spaces. */
export function oneLine(raw: string): string {
  return raw.replace(UNFIT, ' ').replace(/\s+/gu, ' ').trim();
}
