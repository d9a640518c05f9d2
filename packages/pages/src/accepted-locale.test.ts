import { describe, expect, it } from 'vitest';
import { acceptedLocale } from './accepted-locale.ts';

describe('acceptedLocale', () => {
  it.each([
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['nl, fr;q=0.5, es;q=0.7', 'es'],
    ['en;q=0.1, ar', 'ar'],
    ['fr;q=0, en;q=0.2', 'en'],
  ])('takes from %s what is liked best of what we have: %s', (header, locale) => {
    expect(acceptedLocale(header)).toBe(locale);
  });

  it.each([undefined, '', '*', 'tlh', ';;;,,,q=', 'xx;q=9', 'de;q=0', `${'xx,'.repeat(9_999)}de`])(
    'takes nothing from %.30s',
    (header) => {
      expect(acceptedLocale(header)).toBe(null);
    },
  );
});
