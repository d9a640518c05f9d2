import type { LinkSettings, Locale } from '@rekey/domain/values';
import type { ThemeSettings } from '@rekey/markup';
import type { MailOverrides } from './languages.ts';

/** What an operator sets about the mails. */
export interface LetterTextsSettings extends LinkSettings, ThemeSettings {
  /** Whether Rekey's own pages are there to lead to. Without them, a mail shows how to go on with curl. */
  readonly pages: boolean;
  /** Where people sign in. */
  readonly signInUrl?: string;
  /** Where people change a password that is managed elsewhere. */
  readonly externalUrl?: string;
  /** Where no language is known. Default: English. */
  readonly language?: Locale;
  /** The operator's own words. */
  readonly overrides?: MailOverrides;
}
