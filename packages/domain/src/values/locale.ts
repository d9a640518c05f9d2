/** The languages that Rekey speaks: what people read exists in each of them, or it doesn't compile. */
export const LOCALES = ['en', 'de', 'fr', 'es', 'ar'] as const;

export type Locale = (typeof LOCALES)[number];

/** Which way a language is read, as HTML's `dir` wants it. */
export const DIRECTION = {
  en: 'ltr',
  de: 'ltr',
  fr: 'ltr',
  es: 'ltr',
  ar: 'rtl',
} as const satisfies Readonly<Record<Locale, 'ltr' | 'rtl'>>;

/**
 * The language of ours that a tag asks for, or `null`: `de-AT`, `DE` and `de_AT.UTF-8` (what a users table may hold) are all
 * `de`. Only the primary subtag counts (RFC 4647, 3.4, for languages that have no variants here).
 */
export function matchLocale(tag: string): Locale | null {
  const primary = /^\s*([a-z]{2,8})(?![a-z])/i.exec(tag)?.[1]?.toLowerCase();
  return LOCALES.find((locale) => locale === primary) ?? null;
}
