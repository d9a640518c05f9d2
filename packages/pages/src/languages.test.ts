import { LOCALES } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { PAGE_TEXTS, textsIn } from './languages.ts';

describe('the texts of the pages', () => {
  it('have the same braces in every language', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();
    const shape = (texts: object) => Object.entries(texts).map(([key, text]) => [key, blanks(text)]);
    for (const texts of Object.values(PAGE_TEXTS)) expect(shape(texts)).toEqual(shape(PAGE_TEXTS.en));
    for (const locale of LOCALES) {
      for (const foundBy of ['email', 'either'] as const) {
        expect(shape(textsIn(locale, foundBy))).toEqual(shape(PAGE_TEXTS.en));
      }
    }
  });

  it.each(LOCALES)('ask in %s for what people are found by, and for nothing else', (locale) => {
    const asking = (texts: object) =>
      Object.entries(texts).filter(([key]) => key !== 'ruleNot' && key !== 'isUsername');
    const { username, email } = { username: textsIn(locale, 'username'), email: textsIn(locale, 'email') };
    const word = username.username.toLowerCase();
    const says = (texts: object) => asking(texts).filter(([, text]) => text.toLowerCase().includes(word));
    expect(says(username).map(([key]) => key)).toContain('username');
    expect(says(email)).toEqual([]);
  });
});
