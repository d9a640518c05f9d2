import type { Instant } from '../values/instant.ts';
import type { LetterId, LetterKind } from '../values/letter.ts';

/** One step of a letter's life, for the operator's log. Names the letter, never a token, an address or a password. */
export type LetterEvent = {
  readonly letterId: LetterId;
} /** A courier holds it from now on; until here it had only been asked for. */ & (
  | {
      readonly kind: 'claimed';
      readonly letterKind: LetterKind;
      readonly attempts: number;
      readonly requestedAt: Instant;
    }
  | { readonly kind: 'sent'; readonly letterKind: LetterKind; readonly attempts: number }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'postponed'; readonly error: string; readonly delayMs: number; readonly doubt: boolean }
  | { readonly kind: 'dead'; readonly reason: string }
  | { readonly kind: 'released' }
  /** The lease went to another courier; whatever this one did about the letter was not written. */
  | { readonly kind: 'lost' }
  /** The database or a program failed; the letter comes back when its lease ends. */
  | { readonly kind: 'failed'; readonly fault: unknown }
);
