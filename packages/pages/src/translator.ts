import { DIRECTION, type Locale } from '@rekey/domain/values';
import type { PageTexts } from './page-texts.ts';

/** One language, ready to be spoken on a page. */
export interface Translator<Texts extends PageTexts = PageTexts> {
  readonly locale: Locale;
  readonly direction: 'ltr' | 'rtl';
  /** The text under this key, its braces filled in; numbers are written as the language writes them. */
  t(key: keyof Texts, values?: Readonly<Record<string, string | number>>): string;
  /** A span of time in words, in whole seconds, minutes or hours. */
  span(ms: number): string;
}

/** Every language. */
export type Translators<Texts extends PageTexts = PageTexts> = Readonly<Record<Locale, Translator<Texts>>>;

export function createTranslator<Texts extends PageTexts>(locale: Locale, texts: Texts): Translator<Texts> {
  // Made when wanted: one for each language would hold up every start.
  const written = (value: string | number) =>
    typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  return {
    locale,
    direction: DIRECTION[locale],
    t: (key, values = {}) =>
      String(texts[key]).replace(/\{(\w+)\}/g, (blank, name: string) => written(values[name] ?? blank)),
    span(ms) {
      const { unit, count } = inWhole(ms);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
    },
  };
}

const UNITS = [
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** In the largest unit that divides it: 90 minutes stays 90 minutes. Part of a second is a second: nobody should come too early. */
function inWhole(ms: number): { readonly unit: 'hour' | 'minute' | 'second'; readonly count: number } {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const { unit, ms: size } = UNITS.find((each) => (seconds * 1_000) % each.ms === 0) ?? { unit: 'second', ms: 1_000 };
  return { unit, count: (seconds * 1_000) / size };
}
