import { LOCALES } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import { hrefOf, type PageContext, type Parameters } from './page-context.ts';

interface Content {
  readonly title: string;
  /** What the browser's tab says, where it is not the title. */
  readonly tab?: string;
  readonly main: Html;
  /** The page to look at in another language: the same one. */
  readonly here: string;
  readonly query?: Parameters;
  /** What stands beside the name of the service. */
  readonly menu?: Html;
}

/** What each language calls itself. */
const OWN_NAMES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ar: 'العربية' } as const;

/** A whole page around its content. */
export function documentOf(
  { translator, theme }: PageContext,
  { title, tab = title, main, here, query = {}, menu }: Content,
): Html {
  return html`<!doctype html>
<html lang="${translator.locale}" dir="${translator.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${tab} – ${theme.name}</title>
<link rel="icon" href="${theme.icon}">
<link rel="stylesheet" href="${theme.styleSheet}">
${theme.script !== null && html`<script src="${theme.script}" defer></script>`}
</head>
<body>
<header>${theme.logo !== null && html`<img src="${theme.logo}" alt="">`}<span>${theme.name}</span>${menu ?? null}</header>
<main>
<h1>${title}</h1>
${main}
</main>
<footer>
${theme.support !== null && html`<p>${translator.t('help')} ${theme.support}</p>`}
<nav aria-label="${translator.t('language')}"><ul>${LOCALES.map((locale) => languageItem(locale, hrefOf(here, { ...query, lang: locale }), translator.locale))}</ul></nav>
</footer>
</body>
</html>
`;
}

function languageItem(locale: (typeof LOCALES)[number], href: string, current: string): Html {
  const name = OWN_NAMES[locale];
  if (locale === current) return html`<li><span aria-current="true">${name}</span></li>`;
  return html`<li><a href="${href}" lang="${locale}" hreflang="${locale}" data-keeps-code>${name}</a></li>`;
}
