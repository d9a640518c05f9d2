import { isIPv4, isIPv6 } from 'node:net';
import type { Diagnose } from './setting.ts';

// RFC 3986 3.3. A URL parser lets more through; what reads a Location header may not.
const PATH = /^(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$/;

// What a parser drops where nothing follows (`?`, `#`), or what Node 20 keeps and Node 24 encodes (`^`).
const UNSURE = /[?#^]/;

/**
 * What a browser sees, without a trailing slash, or `undefined`. Mails carry links made from it:
 * with http a reader of the wire would hold the link first, so http is for this machine and for test names.
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

/** True for a host that only this machine can reach: 127.0.0.0/8, ::1 or localhost, with or without brackets. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}

/** The place of the token in a link of the operator's own. */
const TOKEN = '{token}';

/** `fragment` for Rekey's own page, or the URL of another with one `{token}` in its path, query or fragment. */
export function parseResetLink(raw: string): string | undefined {
  return raw === 'fragment' || resetLinkFault(raw) === undefined ? raw : undefined;
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

/** Origins that a browser may name. `*` is none: a wildcard would let every page ask in its visitors' name. */
export function parseOrigins(raw: string): readonly string[] | undefined {
  const origins = raw.split(',').map((origin) => origin.trim());
  return origins.every(isOrigin) ? origins : undefined;
}

function isOrigin(text: string): boolean {
  return parsePublicUrl(text) !== undefined && new URL(text).origin === text && !text.includes('*');
}

/** `/studio` or `/a/b`: plain segments without a slash at the end; `/` is no prefix. Anything else is `undefined`. */
export function parseBasePath(raw: string): string | undefined {
  if (raw === '/') return '';
  return /^(\/[A-Za-z0-9._~-]+)+$/.test(raw) && !/\/\.{1,2}(\/|$)/.test(raw) ? raw : undefined;
}

/** A list like `10.0.0.0/8, ::1/128`; an address alone is a network of one. Anything else is `undefined`. */
export function parseCidrs(raw: string): readonly string[] | undefined {
  const cidrs = raw.split(',').map((part) => part.trim());
  return cidrs.every(isCidr) ? cidrs : undefined;
}

function isCidr(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  // A zone (fe80::1%eth0) names an interface of this machine, not a network.
  const widest = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : 0;
  if (widest === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest);
}

export const webUrlFault: Diagnose = (raw) => {
  if (!/^https?:\/\//i.test(raw)) return 'it does not begin with https:// or http://';
  return URL.canParse(raw) ? undefined : 'it is no URL: look at its host and port';
};

export const resetLinkFault: Diagnose = (raw) => {
  const parts = raw.split(TOKEN);
  if (parts.length !== 2) return parts.length === 1 ? 'it has no {token}' : 'it has {token} more than once';
  const fault = webUrlFault(raw);
  if (fault !== undefined) return fault;
  const url = parseUrl(parts.join('token'));
  if (url === undefined || /[{}]/.test(parts.join(''))) return 'it has a blank, or a brace that belongs to no {token}';
  if (!isSafe(url)) return 'it begins with http:// and everybody on the way would read the links: write https://';
  if (url.username !== '' || url.password !== '') return 'it has a user or a password';
  return parts[0]?.startsWith(`${url.origin}/`) ? undefined : 'its {token} stands before the path';
};

export const publicUrlFault: Diagnose = (raw) => {
  const fault = webUrlFault(raw);
  if (fault !== undefined) return fault;
  const url = new URL(raw);
  if (!isSafe(url)) return 'it begins with http:// and everybody on the way would read the links: write https://';
  if (UNSURE.test(raw)) return 'it has a query or a fragment, or a ^';
  return url.username !== '' || url.password !== ''
    ? 'it has a user or a password'
    : 'it has a path that is not escaped';
};

export const originsFault: Diagnose = (raw) => {
  if (raw.includes('*')) return 'it has a *: name each origin';
  for (const part of raw.split(',').map((each) => each.trim())) {
    if (part === '') return 'it has a comma too many';
    if (parsePublicUrl(part) === undefined) return publicUrlFault(part);
    if (new URL(part).origin !== part) return 'it has a path, a slash at an end, capital letters or a default port';
  }
  return undefined;
};

export const basePathFault: Diagnose = (raw) => {
  if (/^https?:/.test(raw)) return 'it is a URL: write its path alone';
  if (!raw.startsWith('/')) return 'it does not begin with /';
  return raw.endsWith('/') ? 'it ends with /' : 'it has more than letters, digits and . _ ~ - between slashes';
};

export const cidrsFault: Diagnose = (raw) => {
  const odd = raw.split(',').find((part) => !isCidr(part.trim()));
  if (odd === undefined || odd.trim() === '') return 'it has a comma too many, or blanks instead of commas';
  if (isCidr(odd.trim().replace(/\/.*$/, ''))) return 'the number of bits behind a / is too large or is none';
  return /[a-z]/i.test(odd) && !odd.includes(':') ? 'it has a name: write the address' : undefined;
};
