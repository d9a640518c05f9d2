import type { LetterTexts } from '@rekey/domain/ports';
import { LOCALES, type Locale } from '@rekey/domain/values';
import { createLook } from '@rekey/markup';
import type { Draft } from './block.ts';
import type { LetterTextsSettings } from './letter-texts-settings.ts';
import { explanationMail } from './mails/explanation.ts';
import { noticeMail } from './mails/notice.ts';
import { reportMail } from './mails/report.ts';
import { resetMail } from './mails/reset.ts';
import { createSpeech, type Speech } from './speech.ts';
import { writeMail } from './write-mail.ts';

/** The mails, in every language, as plain text and as HTML. */
export function createLetterTexts(settings: LetterTextsSettings): LetterTexts {
  const { language = 'en', overrides } = settings;
  const look = createLook(settings, settings.publicUrl);
  const speeches = new Map(LOCALES.map((locale) => [locale, createSpeech(locale, overrides)]));

  const written =
    <Facts extends { readonly locale: Locale | null }>(
      draft: (settings: LetterTextsSettings, speech: Speech, facts: Facts) => Draft,
    ) =>
    (facts: Facts) => {
      const speech = speeches.get(facts.locale ?? language) ?? createSpeech(language, overrides);
      const { subject, blocks } = draft(settings, speech, facts);
      return writeMail(speech, look, subject, blocks);
    };

  return {
    reset: written(resetMail),
    notice: written(noticeMail),
    explanation: written(explanationMail),
    report: written(reportMail),
  };
}
