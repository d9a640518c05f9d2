import type { Instant } from '../values/brand.ts';
import type { Locale } from '../values/locale.ts';
import type { NotMeSecret, ResetToken } from '../values/reset-token.ts';

/** A mail without its addressing. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What every mail is told: whose account it is about, and in which language; `null` where nobody knows one. */
interface Facts {
  readonly username: string;
  readonly locale: Locale | null;
}

export interface ResetFacts extends Facts {
  readonly token: ResetToken;
  readonly notMe: NotMeSecret;
  readonly askedAt: Instant;
  readonly tokenLifeMs: number;
}

export interface NoticeFacts extends Facts {
  readonly notMe: NotMeSecret;
  readonly changedAt: Instant;
}

/** Why somebody who asked gets no link. */
export type Hindrance = 'externally managed' | 'disabled';

export interface ExplanationFacts extends Facts {
  readonly hindrance: Hindrance;
  readonly askedAt: Instant;
}

export interface ReportFacts extends Facts {
  readonly reportedAt: Instant;
}

/** Writes the words of a mail. Pure: the same facts give the same mail. */
export interface LetterTexts {
  /** The link. */
  reset(facts: ResetFacts): MailText;
  /** "Your password was changed." */
  notice(facts: NoticeFacts): MailText;
  /** Why there is no link, where the operator wants it told. */
  explanation(facts: ExplanationFacts): MailText;
  /** To the operator: somebody says of a change that it was not theirs. */
  report(facts: ReportFacts): MailText;
}
