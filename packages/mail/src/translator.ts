import { DIRECTION, type Instant, type Locale, oneLine } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import { MAIL_TEXTS, type MailOverrides } from './languages.ts';
import { S } from './mail-style.ts';
import type { MailTexts } from './mail-texts.ts';

/** What is filled into the braces of a text. */
export type Values = Readonly<Record<string, string>>;

/** A sentence that is not yet written down: a mail writes each twice, as text and as HTML. */
export interface Words {
  readonly key: keyof MailTexts;
  readonly values?: Values;
}

/** One language, ready to write. */
export interface Translator {
  readonly locale: Locale;
  readonly direction: 'ltr' | 'rtl';
  text(words: Words): string;
  html(words: Words): Html;
  /** A moment, in UTC: the reader's time zone is unknown. */
  time(at: Instant): string;
  /** A span in the largest unit that divides it: 90 minutes stay 90 minutes. */
  span(ms: number): string;
}

/** Latin digits and our calendar everywhere, so that a time can be compared with any log. */
const TAGS = {
  en: 'en-GB',
  de: 'de',
  fr: 'fr',
  es: 'es',
  ar: 'ar-u-ca-gregory-nu-latn',
} as const satisfies Record<Locale, string>;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const BRACES = /\{(\w+)\}/;

export function createTranslator(locale: Locale, overrides: MailOverrides = {}): Translator {
  const texts: MailTexts = { ...MAIL_TEXTS[locale], ...overrides[locale] };
  const direction = DIRECTION[locale];
  const tag = TAGS[locale];
  const style = { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23', timeZone: 'UTC' } as const;
  const moments = new Intl.DateTimeFormat(tag, style);
  // Few and always the same, and each costs more than a paragraph: they come from settings.
  const spans = new Map<number, string>();
  return {
    locale,
    direction,
    text: ({ key, values = {} }) =>
      // Odd pieces are names of braces.
      pieces(texts[key])
        .map((piece, index) => (index % 2 === 0 ? piece : isolated(values[piece] ?? '', direction)))
        .join(''),
    html: ({ key, values = {} }) =>
      html`${pieces(texts[key]).map((piece, index) => (index % 2 === 0 ? piece : inHtml(piece, values[piece] ?? '')))}`,
    time: (at) => `${moments.format(at)} UTC`,
    span(ms) {
      const text = spans.get(ms) ?? spanIn(tag, ms);
      spans.set(ms, text);
      return text;
    },
  };
}

const pieces = (text: string): readonly string[] => text.split(BRACES);

/** A name in the other direction would take its neighbours along: it stands for itself (Unicode TR 9, isolates). */
function isolated(value: string, direction: 'ltr' | 'rtl'): string {
  return direction === 'rtl' || RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

function inHtml(name: string, value: string): Html {
  if (name === 'page') return html`<a class="link" href="${value}" style="${S.link}"><bdi>${value}</bdi></a>`;
  return name === 'user' ? html`<strong><bdi>${value}</bdi></strong>` : html`<bdi>${value}</bdi>`;
}

const UNITS = [
  { unit: 'hour', size: 3_600_000 },
  { unit: 'minute', size: 60_000 },
  { unit: 'second', size: 1_000 },
] as const;

function spanIn(tag: string, ms: number): string {
  const { unit, size } = UNITS.find((candidate) => ms % candidate.size === 0) ?? UNITS[2];
  return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.round(ms / size));
}

// A name is there to be recognised; a longer one is somebody's letter inside ours.
const LONGEST = 64;

/** A stranger's text as a mail may show it: one line, in its own place, of a length that leaves the mail ours. */
export function shown(raw: string): string {
  const characters = [...oneLine(raw)];
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
