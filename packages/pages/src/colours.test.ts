import { readFileSync } from 'node:fs';
import { contrast, inkOn } from '@rekey/markup';
import { describe, expect, it } from 'vitest';
import { colourRules, forDark } from './colours.ts';

const STYLE = readFileSync(new URL('../assets/pages.css', import.meta.url), 'utf8');
/** The colours of a theme as the stylesheet has them. */
const colourIn = (theme: 'light' | 'dark', name: string): string =>
  [...STYLE.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, 'g'))][theme === 'light' ? 0 : 1]?.[1] ?? '';

describe.each(['light', 'dark'] as const)('the %s page', (theme) => {
  it.each(['ink', 'soft', 'fault', 'good'])(
    'has text in %s that can be read on both grounds (WCAG 2.2 1.4.3)',
    (name) => {
      for (const ground of ['card', 'page'])
        expect(contrast(colourIn(theme, ground), colourIn(theme, name))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('has faults that can be read on their own ground', () => {
    expect(contrast(colourIn(theme, 'fault'), colourIn(theme, 'fault-page'))).toBeGreaterThanOrEqual(4.5);
  });

  it('has fields whose borders can be seen (WCAG 2.2 1.4.11)', () => {
    expect(contrast(colourIn(theme, 'line'), colourIn(theme, 'card'))).toBeGreaterThanOrEqual(3);
  });
});

describe('the colour of buttons and links', () => {
  it.each(['#1f5eb8', '#000000', '#7a1fa2', '#b00020', '#00695c'])(
    'is readable on the dark page, too, made from %s',
    (accent) => {
      const dark = forDark(accent);
      expect(contrast(dark, colourIn('dark', 'card'))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark, inkOn(dark))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('stays as it is on the light page, under black or white, whichever is easier to read', () => {
    expect(colourRules('#7a1fa2')).toMatch(
      /^:root\{--accent:#7a1fa2;--on-accent:#ffffff\}@media\(prefers-color-scheme:dark\)\{:root\{--accent:#[0-9a-f]{6};--on-accent:#000000\}\}$/,
    );
  });
});
