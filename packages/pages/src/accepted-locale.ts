import { type Locale, matchLocale } from '@rekey/domain/values';

// No browser sends a header full of tags.
const MAX_TAGS = 20;

/** The language that an Accept-Language header (RFC 9110 12.5.4) likes best among ours, or `null`. */
export function acceptedLocale(header: string | undefined): Locale | null {
  const options = (header ?? '').split(',', MAX_TAGS).map(parseWish);
  const ours = options.filter(({ locale, weight }) => locale !== null && weight > 0);
  // A stable sort: of equals the first one wins.
  return ours.sort((one, other) => other.weight - one.weight)[0]?.locale ?? null;
}

function parseWish(text: string): { readonly locale: Locale | null; readonly weight: number } {
  const [tag = '', ...parameters] = text.split(';');
  const quality = parameters.map((each) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(each)?.[1]).find(Boolean);
  return { locale: matchLocale(tag), weight: quality === undefined ? 1 : Number(quality) };
}
