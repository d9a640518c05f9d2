import type { Instant } from '../values/instant.ts';
import type { ResetToken } from '../values/reset-token.ts';

/** A mail without its addressing. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Writes the words of a mail. Pure: the same facts give the same mail. */
export interface LetterTexts {
  reset(facts: {
    readonly username: string;
    readonly token: ResetToken;
    readonly askedAt: Instant;
    readonly tokenLifeMs: number;
  }): MailText;
  notice(facts: { readonly username: string; readonly changedAt: Instant }): MailText;
}
