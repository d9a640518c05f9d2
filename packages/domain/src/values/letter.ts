import type { Brand, Instant } from './brand.ts';
import type { EmailAddress } from './email-address.ts';
import type { Locale } from './locale.ts';
import type { UserKey } from './user.ts';
import type { NameKey, SubmittedName } from './username.ts';

/** The number of a letter, as decimal text (a 64-bit integer in every store). */
export type LetterId = Brand<string, 'LetterId'>;

/** `reset` carries a link; `notice` says that the password was changed. */
export type LetterKind = 'reset' | 'notice';

/** `pending` until the courier has settled it; a letter that a courier holds is still `pending`. */
export type LetterState = (typeof LETTER_STATES)[number];

export const LETTER_STATES = ['pending', 'sent', 'skipped', 'dead'] as const;

/** The address a request came from, as text; a reset letter keeps it as part of the record of the request. */
export type ClientAddress = Brand<string, 'ClientAddress'>;

/** A request for a link: one row, the same for every well-formed name. Whether anybody has that name is judged by the courier. */
export interface ResetRequest {
  readonly kind: 'reset';
  readonly submittedName: SubmittedName;
  readonly nameKey: NameKey;
  readonly address: ClientAddress;
  /** The language of the page on which it was asked; absent where none told. The same for every name. */
  readonly locale?: Locale;
}

/**
 * The letter after a reset, or after somebody said of a reset that it was not theirs; that one goes to the operator.
 * It carries its own address, copied from the held user row or the settings, so that no later change can divert it.
 */
export interface Notice {
  readonly kind: 'notice';
  readonly about: 'password-changed' | 'not-me';
  readonly userKey: UserKey;
  readonly username: string;
  readonly nameKey: NameKey;
  readonly to: EmailAddress;
  /** The language that the user reads; absent where nobody knows. */
  readonly locale?: Locale;
}

export type NewLetter = ResetRequest | Notice;

/** A letter held by two crashed couriers in a row may have caused the crashes. */
export const SUSPECT_FROM_LAPSES = 2;

/** Whether couriers may have died of this very letter. */
export function isSuspect({ lapses }: Pick<Claim, 'lapses'>): boolean {
  return lapses >= SUSPECT_FROM_LAPSES;
}

/** A letter that one courier holds until its lease ends. Every write about it is guarded by id, fence and state. */
export interface Claim {
  readonly id: LetterId;
  /** Raised by each claim; a courier with an older fence can no longer write. */
  readonly fence: number;
  readonly letter: NewLetter;
  /** Claims so far, this one included, less those that a failing channel gave back. */
  readonly attempts: number;
  /** Couriers in a row, before this one, that had it and never said what became of it. */
  readonly lapses: number;
  /** Hand-overs whose end is unknown: the mail may have arrived. */
  readonly doubts: number;
  readonly requestedAt: Instant;
  /** The latest request that this letter answers; later than `requestedAt` when others were folded into it. */
  readonly askedAt: Instant;
}

/** What is known of a letter, whatever has become of it. */
export type LetterRecord = Pick<Claim, 'id' | 'letter' | 'requestedAt'>;

/** Why a letter ended without a mail. Operators read these words, so they are part of the contract of `rekey mail list`. */
export type SkipReason =
  | 'folded'
  | 'limit'
  | 'reported'
  | 'unknown user'
  | 'disabled'
  | 'externally managed'
  | 'no mailbox'
  | 'no mailbox: several addresses'
  | 'no mailbox: not an address';

/** The reason of a letter that grew too old to be sent, in every store. */
export const TOO_OLD = 'too old to be sent';

/** How a letter ends. `dead` needs an operator; its reason says what to do about it. */
export type LetterEnd =
  | { readonly state: 'sent' }
  | { readonly state: 'skipped'; readonly reason: SkipReason }
  | { readonly state: 'dead'; readonly reason: string };

/** When a letter that was not handed over becomes due again, and what its hand-over left behind. */
export interface Postponement {
  readonly delayMs: number;
  /** The relay's words, free of secrets, for the operator. */
  readonly error: string;
  /** True where the mail may have arrived nevertheless. */
  readonly doubt: boolean;
  /**
   * Only a letter's own failure counts as an attempt. `channel`: no mail could have gone out, so
   * the relay is down. `nobody`: it made room for others.
   */
  readonly blame: 'letter' | 'channel' | 'nobody';
}

/** What becomes of a claimed letter: an end, a later time, or `released`, which gives it back as if nobody had claimed it. */
export type LetterFate = LetterEnd | ({ readonly state: 'pending' } & Postponement) | { readonly state: 'released' };

export interface Settlement {
  readonly claim: Claim;
  readonly fate: LetterFate;
}

/** A mail that is about to go out: which letter, and to whom. */
export interface HandOverStart {
  readonly claim: Claim;
  readonly userKey: UserKey;
}

/** A letter as an operator sees it. */
export interface LetterView {
  readonly id: LetterId;
  readonly kind: LetterKind;
  readonly username: string;
  readonly state: LetterState;
  readonly reason: string | null;
  readonly attempts: number;
  readonly requestedAt: Instant;
  /** `null` once the letter is settled. */
  readonly dueAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly lastError: string | null;
}

export interface LetterFilter {
  readonly state?: LetterState;
  readonly username?: string;
  /** Asked for within so long before now, by the store's clock: of the newest `limit` those that are. */
  readonly askedWithinMs?: number;
  /** At most so many, newest first. */
  readonly limit: number;
}
