import type { MailOverrides } from './languages.ts';
import type { LinkSettings } from './links.ts';
import type { Locale } from './locale.ts';
import type { LookSettings } from './look.ts';

/** What an operator sets about the mails. */
export interface LetterTextsSettings extends LinkSettings, LookSettings {
  /** Whether Rekey's own pages are there to lead to. Without them, a mail shows how to go on with curl. */
  readonly pages: boolean;
  /** Where people sign in. */
  readonly signInUrl?: string;
  /** Where people change a password that is managed elsewhere. */
  readonly externalUrl?: string;
  /** The language of whoever has told us none; English by default. */
  readonly language?: Locale;
  /** The operator's own words. */
  readonly overrides?: MailOverrides;
}
