import { isIP } from 'node:net';

/** The SMTP server that takes our mail, and how to speak to it. */
export interface SmtpRelay {
  readonly host: string;
  readonly port: number;
  /**
   * - `starttls`: the connection is upgraded before anything of interest is said, or there is none.
   * - `implicit`: TLS from the first byte.
   * - `off`: clear text, for a relay on the same machine.
   */
  readonly tls: 'starttls' | 'implicit' | 'off';
  readonly auth?: { readonly user: string; readonly pass: string };
}

const PORTS = { starttls: 587, implicit: 465, off: 25 };
const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: AUTH PLAIN separates with NUL, so no credential may bring its own
const CONTROL = /[\x00-\x1f\x7f]/;

/**
 * Reads `smtp://[user:pass@]host[:port]` (STARTTLS required unless `?tls=off`) or `smtps://...`.
 * Throws a `TypeError` that says what is wrong, and repeats nothing of the text: any part of it can be a password
 * whose `/`, `?`, `#` or `@` was not written as `%2F`, `%3F`, `%23` or `%40`.
 */
export function parseSmtpUrl(text: string): SmtpRelay {
  const url = URL.canParse(text) ? new URL(text) : fault('is not a URL');
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    fault('begins with another scheme than smtp:// or smtps://');
  if (!/^smtps?:\/\//i.test(text)) fault('has no // after its scheme');
  if (url.pathname !== '' && url.pathname !== '/') fault('has a path; a / in the password is written %2F');
  if (url.hash !== '') fault('has a # part; a # in the password is written %23');
  const tls = tlsOf(url);
  const auth = authOf(url);
  return { host: hostOf(url), port: url.port === '' ? PORTS[tls] : Number(url.port), tls, ...(auth && { auth }) };
}

function tlsOf(url: URL): SmtpRelay['tls'] {
  const implicit = url.protocol === 'smtps:';
  if (url.search === '') return implicit ? 'implicit' : 'starttls';
  if (url.search !== '?tls=off') fault('has another parameter than tls=off; a ? in the password is written %3F');
  return implicit ? fault('wants TLS by smtps:// and none by tls=off') : 'off';
}

function hostOf(url: URL): string {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.port === '0') fault('has port 0');
  return HOST_NAME.test(host) || isIP(host) !== 0 ? host : fault(host === '' ? 'has no host' : 'has a malformed host');
}

function authOf(url: URL): SmtpRelay['auth'] {
  if (url.username === '' && url.password === '') return undefined;
  if (url.username === '') fault('has a password but no user');
  if (url.password === '') fault('has a user but no password');
  return { user: decoded(url.username), pass: decoded(url.password) };
}

function decoded(part: string): string {
  try {
    const text = decodeURIComponent(part);
    return CONTROL.test(text) ? fault('has a control character in user or password') : text;
  } catch (error) {
    throw error instanceof URIError ? new TypeError(message('has a % that is not an escape; write it %25')) : error;
  }
}

function fault(what: string): never {
  throw new TypeError(message(what));
}

function message(what: string): string {
  return `wants smtp://[user:password@]host:port, with ?tls=off for clear text, or smtps://..., but it ${what}`;
}
