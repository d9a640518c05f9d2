import type { Request } from '@hapi/hapi';
import { type Locale, matchLocale } from '@rekey/domain/values';
import { createReadParameter, rawTarget } from '@rekey/hapi/requests';
import { acceptedLocale } from './accepted-locale.ts';
import type { Look } from './look.ts';
import type { Speeches } from './speech.ts';
import type { Visit } from './visit.ts';

/** Reads who wants which language: the one chosen by hand, else the browser's, else the service's. */
export function createVisitOf(look: Look, speeches: Speeches, fallback: Locale): (request: Request) => Visit {
  return (request) => {
    const { query: raw } = rawTarget(request.raw.req.url ?? '');
    const query = (name: string) => createReadParameter(name)(raw);
    const chosen = matchLocale(query('lang') ?? '');
    const locale = chosen ?? acceptedLocale(request.raw.req.headers['accept-language']) ?? fallback;
    return {
      request,
      speech: speeches[locale],
      look,
      query,
      href(page, step) {
        const parts = [...(step === undefined ? [] : [`step=${step}`]), ...(chosen === null ? [] : [`lang=${chosen}`])];
        return parts.length === 0 ? page : `${page}?${parts.join('&')}`;
      },
    };
  };
}
