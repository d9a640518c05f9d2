import { describe, expect, it } from 'vitest';
import { matchLocale } from './locale.ts';

describe('matchLocale', () => {
  it.each([
    ['de', 'de'],
    ['DE', 'de'],
    ['de-AT', 'de'],
    ['de_AT.UTF-8', 'de'],
    ['ar-EG', 'ar'],
    [' fr-CA ', 'fr'],
    ['es-419', 'es'],
    ['en-Latn-GB', 'en'],
  ])('takes %j for %s', (tag, locale) => {
    expect(matchLocale(tag)).toBe(locale);
  });

  it.each(['', '*', 'den', 'deu', 'zh-Hans', 'x-de', '-de', 'arc', 'constructor', '\ud800'])(
    'knows nothing of %j',
    (tag) => {
      expect(matchLocale(tag)).toBeNull();
    },
  );
});
