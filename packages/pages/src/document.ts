import { LOCALES } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import type { Visit } from './visit.ts';

interface Content {
  readonly title: string;
  /** What the browser's tab says, where it is not the title. */
  readonly tab?: string;
  readonly main: Html;
  /** The page to look at in another language: the same one. */
  readonly here: string;
  readonly step?: string;
}

/** What each language calls itself. */
const OWN_NAMES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ar: 'العربية' } as const;

/** A whole page around its content. */
export function documentOf({ speech, look }: Visit, { title, tab = title, main, here, step }: Content): Html {
  return html`<!doctype html>
<html lang="${speech.locale}" dir="${speech.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${tab} – ${look.name}</title>
<link rel="icon" href="${look.icon}">
<link rel="stylesheet" href="${look.styleSheet}">
<script src="${look.script}" defer></script>
</head>
<body>
<header>${look.logo !== null && html`<img src="${look.logo}" alt="">`}<span>${look.name}</span></header>
<main>
<h1>${title}</h1>
${main}
</main>
<footer>
${look.support !== null && html`<p>${speech.say('help')} ${look.support}</p>`}
<nav aria-label="${speech.say('language')}"><ul>${LOCALES.map((locale) => languageItem(locale, here, step, speech.locale))}</ul></nav>
</footer>
</body>
</html>
`;
}

function languageItem(locale: (typeof LOCALES)[number], here: string, step: string | undefined, current: string): Html {
  const name = OWN_NAMES[locale];
  if (locale === current) return html`<li><span aria-current="true">${name}</span></li>`;
  const query = `${step === undefined ? '' : `step=${step}&`}lang=${locale}`;
  return html`<li><a href="${here}?${query}" lang="${locale}" hreflang="${locale}" data-keeps-code>${name}</a></li>`;
}
