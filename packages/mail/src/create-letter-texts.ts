import type { LetterTexts } from '@rekey/domain/ports';
import { LOCALES, type Locale } from '@rekey/domain/values';
import { createTheme } from '@rekey/markup';
import type { Draft } from './block.ts';
import type { LetterTextsSettings } from './letter-texts-settings.ts';
import { explanationMail } from './mails/explanation.ts';
import { noticeMail } from './mails/notice.ts';
import { reportMail } from './mails/report.ts';
import { resetMail } from './mails/reset.ts';
import { createTranslator, type Translator } from './translator.ts';
import { writeMail } from './write-mail.ts';

/** The mails, in every language, as plain text and as HTML. */
export function createLetterTexts(settings: LetterTextsSettings): LetterTexts {
  const { language = 'en', overrides } = settings;
  const theme = createTheme(settings, settings.publicUrl);
  const translators = new Map(LOCALES.map((locale) => [locale, createTranslator(locale, overrides)]));

  const written =
    <Facts extends { readonly locale: Locale | null }>(
      draft: (settings: LetterTextsSettings, translator: Translator, facts: Facts) => Draft,
    ) =>
    (facts: Facts) => {
      const translator = translators.get(facts.locale ?? language) ?? createTranslator(language, overrides);
      const { subject, blocks } = draft(settings, translator, facts);
      return writeMail(translator, theme, subject, blocks);
    };

  return {
    reset: written(resetMail),
    notice: written(noticeMail),
    explanation: written(explanationMail),
    report: written(reportMail),
  };
}
