import type { Locale } from '@rekey/domain/values';
import type { PageTexts } from './page-texts.ts';
import { arabic } from './texts/arabic.ts';
import { english } from './texts/english.ts';
import { french } from './texts/french.ts';
import { german } from './texts/german.ts';
import { type FoundBy, NAME_TEXTS } from './texts/names.ts';
import { spanish } from './texts/spanish.ts';

/** What the pages say, in every language. A language without a table does not compile. */
export const PAGE_TEXTS: Readonly<Record<Locale, PageTexts>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ar: arabic,
};

/** An operator's own words, in place of ours. */
export type PageOverrides = { readonly [Language in Locale]?: Partial<PageTexts> };

/** What the pages say where people are found by that. */
export function textsIn(locale: Locale, foundBy: FoundBy): PageTexts {
  return { ...PAGE_TEXTS[locale], ...(foundBy !== 'username' && NAME_TEXTS[locale][foundBy]) };
}
