import { LOCALES, type Locale } from '@rekey/domain/values';
import { MAIL_TEXTS } from '@rekey/mail';
// Not the whole package: the courier reads this file too, and needs no web server.
import { PAGE_TEXTS } from '@rekey/pages/texts';
import { closest } from 'fastest-levenshtein';
import { readJsonObject } from './files.ts';
import { SettingsFault } from './settings-fault.ts';

/** What may be said otherwise: for each section, its texts in every language. */
const SECTIONS = { mail: MAIL_TEXTS, pages: PAGE_TEXTS } as const satisfies Readonly<Record<string, Section>>;

type Section = Readonly<Record<Locale, object>>;
type Sections = typeof SECTIONS;

/** An operator's own texts: by section and language, and only those that differ. */
export type OwnTexts = {
  readonly [Name in keyof Sections]: { readonly [Language in Locale]?: Partial<Sections[Name][Language]> };
};

/** A text is a sentence or two; those who need more have pages of their own. */
const LONGEST = 1_000;
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * Reads the file that `REKEY_TEXTS` names: `{"de": {"mail": {"footer": "..."}}}`. Everything in it must replace something that is
 * there, braces included: a misspelled key would change nothing, a lost brace would tell nobody which account.
 * @throws {SettingsFault} with everything that is wrong, a line each
 */
export function readTexts(path: string | undefined): OwnTexts {
  const own: Record<string, Record<string, Record<string, unknown>>> = { mail: {}, pages: {} };
  if (path === undefined) return own as OwnTexts;
  const file = readJsonObject('REKEY_TEXTS', path);
  const faults: string[] = [];
  for (const { where, value, names } of leaves(file)) {
    const fault = faultOf(names, value);
    if (fault === null) put(own, names, value);
    else faults.push(`REKEY_TEXTS: ${where}: ${fault}`);
  }
  if (faults.length > 0) throw new SettingsFault(faults);
  return own as OwnTexts;
}

interface Leaf {
  readonly where: string;
  readonly names: readonly string[];
  readonly value: unknown;
}

/** What stands three levels down, and whatever ends before. */
function leaves(value: unknown, names: readonly string[] = []): readonly Leaf[] {
  if (names.length === 3 || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ where: names.map((name) => JSON.stringify(name)).join(' '), names, value }];
  }
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...names, name]));
}

function faultOf([language = '', section, key]: readonly string[], value: unknown): string | null {
  if (!LOCALES.some((locale) => locale === language)) return `the languages are ${LOCALES.join(', ')}`;
  if (section === undefined) return `an object with ${Object.keys(SECTIONS).join(', ')} is wanted`;
  const ours = textsOf(section, language as Locale);
  if (ours === null) return `the sections are ${Object.keys(SECTIONS).join(', ')}`;
  if (key === undefined) return 'an object with texts is wanted';
  const text = ours[key];
  if (text === undefined) return `there is no such text; do you mean ${closest(key, Object.keys(ours))}?`;
  if (typeof value !== 'string' || value.trim() === '' || value.length > LONGEST || FORBIDDEN.test(value)) {
    return `a text of one line, at most ${LONGEST} characters, is wanted`;
  }
  const braces = bracesOf(text);
  return braces === bracesOf(value) ? null : `the text must hold ${braces === '' ? 'no braces' : braces}`;
}

function textsOf(section: string, language: Locale): Readonly<Record<string, string>> | null {
  if (!Object.hasOwn(SECTIONS, section)) return null;
  const texts = SECTIONS[section as keyof Sections][language];
  // Without a prototype: "constructor" is no text.
  return Object.assign(Object.create(null), texts);
}

const bracesOf = (text: string): string =>
  [...text.matchAll(/\{[^}]*\}?|\}/g)]
    .map(([brace]) => brace)
    .sort()
    .join(' ');

function put(own: Record<string, Record<string, Record<string, unknown>>>, names: readonly string[], value: unknown) {
  const [language = '', section = '', key = ''] = names;
  const texts = own[section] ?? {};
  own[section] = { ...texts, [language]: { ...texts[language], [key]: value } };
}
