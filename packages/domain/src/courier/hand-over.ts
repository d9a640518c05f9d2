import type { Claim } from '../values/letter.ts';
import type { Mail } from '../values/mail.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import type { LetterEvent } from './letter-event.ts';

/** A letter whose mail is written and whose token, if it carries one, is durable: nothing but the relay is left. */
export interface HandOver {
  readonly claim: Claim;
  readonly mail: Mail;
  /** The digest of the token in the mail; `null` in a notice, which carries none. */
  readonly digest: TokenDigest | null;
}

/** What became of a claimed letter before its mail: ready to go, or ended without one. */
export type Prepared =
  | { readonly kind: 'ready'; readonly handOver: HandOver }
  | { readonly kind: 'ended'; readonly event: LetterEvent };

/** Thrown to roll a unit back when the letter belongs to another courier by now: nothing of the mint remains. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
