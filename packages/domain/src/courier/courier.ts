import type { PerItemFallback } from '@rekey/concurrency';
import type { Clock } from '../ports/clock.ts';
import type { LetterTexts } from '../ports/letter-texts.ts';
import type { LetterBox } from '../ports/letters.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { TokenSource } from '../ports/token-source.ts';
import { CommitUnknown, type UnitOfWork } from '../ports/unit-of-work.ts';
import type { Instant } from '../values/brand.ts';
import type { LetterId, LetterKind } from '../values/letter.ts';
import type { CourierRules } from './rules.ts';

/** What a courier works with. */
export interface CourierDeps {
  readonly units: UnitOfWork;
  readonly letters: LetterBox;
  readonly mailer: Mailer;
  readonly source: TokenSource;
  readonly texts: LetterTexts;
  /** What stands right of the @ in a Message-ID. */
  readonly messageIdHost: string;
  readonly rules: CourierRules;
  readonly clock: Clock;
  /** In [0, 1), for jitter; no secret depends on it. */
  readonly random: () => number;
  /** Hears of every step of a letter, for the log. Must not throw. */
  readonly tell: (event: LetterEvent) => void;
  /** True once the program wants to end: letters not yet on their way are given back. */
  readonly stopping: () => boolean;
}

/**
 * A batch of letters that fails is tried again letter by letter: only the bad one then fails. Where a
 * commit lost its answer the batch may be durable already, and must not be done twice.
 */
export function eachAlone(concurrency: number): PerItemFallback {
  return { concurrency, isFinal: (fault) => fault instanceof CommitUnknown };
}

/**
 * One step of a letter's life, for the operator's log. It names the letter, never a token, an
 * address or a password.
 */
export type LetterEvent = { readonly letterId: LetterId } & (
  | LetterClaimed
  | { readonly kind: 'sent'; readonly letterKind: LetterKind; readonly attempts: number }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'postponed'; readonly error: string; readonly delayMs: number; readonly doubt: boolean }
  /** Due again later, so that others get on: not the relay's word, but the courier's. */
  | { readonly kind: 'held-back'; readonly reason: string; readonly delayMs: number }
  | { readonly kind: 'dead'; readonly reason: string }
  | { readonly kind: 'released' }
  /** The lease went to another courier; nothing that this one did about the letter was written. */
  | { readonly kind: 'lost' }
  /** The database or a program failed; the letter comes back when its lease ends. */
  | { readonly kind: 'failed'; readonly fault: unknown }
);

/** A courier holds the letter from now on; until here it had only been asked for. */
interface LetterClaimed {
  readonly kind: 'claimed';
  readonly letterKind: LetterKind;
  readonly attempts: number;
  readonly requestedAt: Instant;
}
