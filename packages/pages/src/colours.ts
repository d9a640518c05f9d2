import { contrast, inkOn } from '@rekey/markup';

// The ground of the dark page, as the stylesheet has it.
const DARK_GROUND = '#1b222b';
// More than the 4.5 that WCAG 2.2 (1.4.3) asks for: bright text on dark is easily too faint.
const WANTED = 6;
const STEPS = 20;

/** Rules for the colour of buttons and links: as it is on the light page, and as much lighter as it must be on the dark one. */
export function colourRules(accent: string): string {
  const rule = (colour: string) => `:root{--accent:${colour};--on-accent:${inkOn(colour)}}`;
  return `${rule(accent)}@media(prefers-color-scheme:dark){${rule(forDark(accent))}}`;
}

/** The accent mixed with as little white as makes it readable on the dark page. White itself always is. */
export function forDark(accent: string): string {
  const mixes = Array.from({ length: STEPS + 1 }, (_, step) => mixedWithWhite(accent, step / STEPS));
  return mixes.find((colour) => contrast(colour, DARK_GROUND) >= WANTED) ?? '#ffffff';
}

function mixedWithWhite(colour: string, share: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `#${parts
    .map((part) =>
      Math.round(part + (255 - part) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
