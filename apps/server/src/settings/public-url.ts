import { isLoopback } from './loopback.ts';

// RFC 3986 3.3. A URL parser lets more through; what reads a Location header may not.
const PATH = /^(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$/;

// What a parser drops where nothing follows (`?`, `#`), or what Node 20 keeps and Node 24 encodes (`^`).
const UNSURE = /[?#^]/;

/**
 * What a browser sees, without a trailing slash, or `undefined`.
 * Mails carry links made from it: with http a reader of the wire would hold the link first, so http is for this machine and for test names.
 */
export function parsePublicUrl(raw: string): string | undefined {
  const url = parseUrl(raw);
  if (url === undefined || !isSafe(url) || UNSURE.test(raw)) return undefined;
  if (url.username !== '' || url.password !== '' || !PATH.test(url.pathname)) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function isSafe({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (isLoopback(hostname) || /\.(localhost|test)$/.test(hostname));
}

/** A page that people are led to: http or https, nothing that runs in the page that shows it. */
export function parseWebUrl(raw: string): string | undefined {
  const url = parseUrl(raw);
  return url !== undefined && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
}

function parseUrl(raw: string): URL | undefined {
  // The parser would drop blanks and line ends in silence; a link in a mail should be what the operator wrote.
  return URL.canParse(raw) && !/[\s\p{Cc}]/u.test(raw) ? new URL(raw) : undefined;
}
