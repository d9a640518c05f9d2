export { createLetterTexts } from './create-letter-texts.ts';
export { MAIL_TEXTS, type MailOverrides } from './languages.ts';
export type { LetterTextsSettings } from './letter-texts-settings.ts';
export type { MailTexts } from './mail-texts.ts';
