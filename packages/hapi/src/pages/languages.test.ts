import { describe, expect, it } from 'vitest';
import { PAGE_TEXTS } from './languages.ts';

describe('the texts of the pages', () => {
  it('have the same braces in every language', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();
    const shape = (texts: object) => Object.entries(texts).map(([key, text]) => [key, blanks(text)]);
    for (const texts of Object.values(PAGE_TEXTS)) expect(shape(texts)).toEqual(shape(PAGE_TEXTS.en));
  });
});
