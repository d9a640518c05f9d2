import type { Locale } from '@rekey/domain/values';
import { type FoundBy, type PageContext, type PageTexts, textsIn } from '@rekey/pages/kit';
import { arabic } from './arabic.ts';
import { english, type OwnTexts } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { spanish } from './spanish.ts';

export type ConsoleTexts = PageTexts & OwnTexts;
export type ConsoleContext = PageContext<ConsoleTexts>;

const OWN: Readonly<Record<Locale, OwnTexts>> = { en: english, de: german, fr: french, es: spanish, ar: arabic };

/** The pages' own words and the console's, where people are found by that. */
export const consoleTextsIn =
  (foundBy: FoundBy) =>
  (locale: Locale): ConsoleTexts => ({
    ...textsIn(locale, foundBy),
    ...OWN[locale],
  });
