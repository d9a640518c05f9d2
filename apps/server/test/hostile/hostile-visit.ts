import type { Dice } from './dice.ts';
import type { Known } from './hostile-grammar.ts';
import { mutated } from './hostile-json.ts';
import type { HostileRequest } from './hostile-request.ts';
import { encoded, oddText } from './hostile-words.ts';

/** Text that would run if a page put it anywhere as it is. */
const SCRIPT = `"'><svg/onload=alert(1)>`;

const PAGES = ['/forgot-password', '/reset-password'];
const PATHS = ['/.well-known/change-password', '/reset-password/', '/pages/x.js', '/forgot-password/../reset-password'];
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'];
const LANGUAGES = ['de', 'fr-CA;q=0.1, *;q=2', 'x'.repeat(3_000), 'zz-ZZ', ',,;q=', '*', 'en;q=NaN'];
const FIELDS = ['username', 'code', 'token', 'new', 'again', 'step', 'lang'];
const FORM = 'application/x-www-form-urlencoded';

/** Somebody who looks at a page or sends its form, as a browser does or otherwise. */
export function hostileVisit(dice: Dice, known: Known): HostileRequest {
  const method = dice.happens(0.1) ? dice.pick(VERBS) : dice.pick(['GET', 'POST']);
  const query = dice.happens(0.5) ? `?${pairs(dice, known)}` : '';
  const headers: [string, string][] = [
    ['Host', 'x'],
    ['X-Forwarded-For', `198.${dice.below(256)}.${dice.below(256)}.${dice.below(256)}`],
    ['Accept-Language', dice.pick(LANGUAGES)],
  ];
  if (dice.happens(0.1)) headers.push(['Sec-Fetch-Site', dice.pick(['cross-site', 'same-origin', 'none', ''])]);
  const target = `${dice.pick(dice.happens(0.8) ? PAGES : PATHS)}${query}`;
  if (method !== 'POST') return { method, target, headers, body: null };
  headers.push([
    'Content-Type',
    dice.happens(0.9) ? FORM : dice.pick(['text/plain', 'application/json', '', 'multipart/form-data']),
  ]);
  const form = Buffer.from(pairs(dice, known), 'latin1');
  return { method, target, headers, body: dice.happens(0.1) ? mutated(dice, form) : form };
}

function pairs(dice: Dice, known: Known): string {
  return Array.from(
    { length: 1 + dice.below(4) },
    () => `${dice.pick(FIELDS)}=${encoded(dice, value(dice, known))}`,
  ).join('&');
}

function value(dice: Dice, { tokens }: Known): string {
  return dice.pick([
    SCRIPT,
    `jane.doe${SCRIPT}`,
    oddText(dice),
    dice.pick(tokens),
    'a password nobody knows',
    'sent',
    'done',
  ]);
}
