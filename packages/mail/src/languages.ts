import type { Locale } from '@rekey/domain/values';
import type { MailTexts } from './mail-texts.ts';
import { arabic } from './texts/arabic.ts';
import { english } from './texts/english.ts';
import { french } from './texts/french.ts';
import { german } from './texts/german.ts';
import { spanish } from './texts/spanish.ts';

/** What the mails say, in every language. A language without a table does not compile. */
export const MAIL_TEXTS: Readonly<Record<Locale, MailTexts>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ar: arabic,
};

/** An operator's own words, in place of ours. */
export type MailOverrides = { readonly [Language in Locale]?: Partial<MailTexts> };
