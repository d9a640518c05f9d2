import type { Claim, SkipReason } from '../values/letter.ts';
import type { Mail } from '../values/mail.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import type { UserKey } from '../values/user.ts';

/** A letter that is judged and whose token is durable: nothing but the relay, or its end, is left. */
export type HandOver = MailHandOver | Decoy;

export interface MailHandOver {
  readonly kind: 'mail';
  readonly claim: Claim;
  readonly userKey: UserKey;
  readonly mail: Mail;
  /** The digest of the token in the mail; `null` in a notice, which carries none. */
  readonly digest: TokenDigest | null;
}

/**
 * A letter that gets no mail. Until the relay it goes the way of the others, a token of its own included, so that nobody who
 * listens for the courier's work hears whether a name is known.
 */
export interface Decoy {
  readonly kind: 'decoy';
  readonly claim: Claim;
  /** `null` where nobody was found. */
  readonly userKey: UserKey | null;
  readonly reason: SkipReason;
  readonly digest: TokenDigest;
}

/** Thrown to roll a unit back when a letter belongs to another courier by now: nothing of the mint remains. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
