import type { Request } from '@hapi/hapi';
import { type Locale, matchLocale } from '@rekey/domain/values';
import { createReadParameter, rawTarget } from '@rekey/hapi/requests';
import { acceptedLocale } from './accepted-locale.ts';
import type { Theme } from './theme.ts';
import type { Translator, Translators } from './translator.ts';

/** Chooses the language: the one chosen by hand, else the browser's, else the service's. */
export function createContextOf(
  theme: Theme,
  translators: Translators,
  fallback: Locale,
): (request: Request) => PageContext {
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
      href(page, step) {
        const parts = [...(step === undefined ? [] : [`step=${step}`]), ...(chosen === null ? [] : [`lang=${chosen}`])];
        return parts.length === 0 ? page : `${page}?${parts.join('&')}`;
      },
    };
  };
}

/** What a page knows of the request that shows it or sends its form. */
export interface PageContext {
  readonly request: Request;
  readonly translator: Translator;
  readonly theme: Theme;
  /** The value of this parameter if it is there exactly once. */
  readonly query: (name: string) => string | null;
  /** The address of a page, relative to a page, in the language that the person has chosen by hand. */
  readonly href: (page: string, step?: string) => string;
}
