import type { Request } from '@hapi/hapi';
import { type Locale, matchLocale } from '@rekey/domain/values';
import { createReadParameter, rawTarget } from '@rekey/hapi/requests';
import { acceptedLocale } from './accepted-locale.ts';
import type { PageTexts } from './page-texts.ts';
import type { Theme } from './theme.ts';
import type { Translator, Translators } from './translator.ts';

/** Chooses the language: the one chosen by hand, else the browser's, else the service's. */
export function createContextOf<Texts extends PageTexts>(
  theme: Theme,
  translators: Translators<Texts>,
  fallback: Locale,
): (request: Request) => PageContext<Texts> {
  return (request) => {
    const { query: raw } = rawTarget(request.raw.req.url ?? '');
    const query = (name: string) => createReadParameter(name)(raw);
    const chosen = matchLocale(query('lang') ?? '');
    const locale = chosen ?? acceptedLocale(request.raw.req.headers['accept-language']) ?? fallback;
    return {
      request,
      translator: translators[locale],
      theme,
      query,
      chosen,
      href: (page, parameters) => hrefOf(page, { ...parameters, ...(chosen !== null && { lang: chosen }) }),
    };
  };
}

/** The address of a page, relative to a page, with these parameters. */
export function hrefOf(page: string, parameters: Parameters): string {
  const query = new URLSearchParams(parameters).toString();
  return query === '' ? page : `${page}?${query}`;
}

/** What stands in the query of a page's address. */
export type Parameters = Readonly<Record<string, string>>;

/** What a page knows of the request that shows it or sends its form. */
export interface PageContext<Texts extends PageTexts = PageTexts> {
  readonly request: Request;
  readonly translator: Translator<Texts>;
  readonly theme: Theme;
  /** The value of this parameter if it is there exactly once. */
  readonly query: (name: string) => string | null;
  /** The address of a page, relative to a page, in the language that the person has chosen by hand. */
  readonly href: (page: string, parameters?: Parameters) => string;
  /** The language that was chosen by hand. */
  readonly chosen: Locale | null;
}
