import { isIP } from 'node:net';
import { unreadable } from './files.ts';
import type { Diagnose } from './setting.ts';

/**
 * `smtp://[user:pass@]host[:port][?tls=off]` or `smtps://...`, as it was written, or `undefined`.
 * The mailer reads it for good. This look takes nothing that the mailer refuses, and is here because the server has no mailer
 * to ask: loading one costs it a tenth of its start and of its memory.
 */
export function parseRelayUrl(raw: string): string | undefined {
  return /^smtps?:\/\//.test(raw) && relayUrlFault(raw) === undefined ? raw : undefined;
}

/** `sqlite:<path>`, `postgres://...` or `mysql://...`, as it was written, or `undefined`. */
export function parseDatabaseUrl(raw: string): string | undefined {
  return databaseUrlFault(raw) === undefined ? raw : undefined;
}

export const relayUrlFault: Diagnose = (raw) => {
  if (!/^smtps?:\/\//.test(raw)) return 'it begins with neither smtp:// nor smtps://';
  if (/[\s\p{Cc}]/u.test(raw)) return 'it has a blank or a line end; in a password write %20 for a blank';
  const unescaped = missingEscape(raw);
  if (unescaped !== undefined) return unescaped;
  if (!URL.canParse(raw)) return 'it is no URL: look at its host and port';
  const url = new URL(raw);
  if (url.hash !== '' || (url.pathname !== '' && url.pathname !== '/')) return 'it has a path or a # behind the port';
  return relayQueryFault(url) ?? relayHostFault(url) ?? loginFault(url);
};

/** A misspelt option must not end as a mail without TLS, or as a relay that is never reached. */
function relayQueryFault({ protocol, search }: URL): string | undefined {
  if (search === '' || (protocol === 'smtp:' && search === '?tls=off')) return undefined;
  return protocol === 'smtps:' ? 'it has an option, and smtps:// takes none' : 'it has another option than ?tls=off';
}

function relayHostFault({ hostname, port }: URL): string | undefined {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (port === '0') return 'it has port 0';
  if (isIP(host) !== 0 || /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(host)) return undefined;
  return host === '' ? 'it has no host' : 'it has a host with characters that no host has';
}

/** Nobody, or a user with a password. */
function loginFault({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  if (username === '') return 'it has a password and no user';
  if (password === '') return 'it has a user and no password';
  return /\p{Cc}/u.test(decodeURIComponent(username + password)) ? 'its password has a control character' : undefined;
}

export const databaseUrlFault: Diagnose = (raw) => {
  if (raw.startsWith('sqlite:')) return sqliteFault(raw.slice('sqlite:'.length));
  if (/^(mysql|mariadb):\/\//.test(raw)) return mariadbFault(raw);
  if (!/^postgres(ql)?:\/\//.test(raw)) return 'it begins with none of sqlite:, postgres:// and mysql://';
  if (/\p{Cc}/u.test(raw)) return 'it has a line end';
  const unescaped = missingEscape(raw);
  if (unescaped !== undefined) return unescaped;
  const named = withHost(raw);
  if (!URL.canParse(named)) return 'it is no URL: look at its host and port';
  const { hostname, searchParams } = new URL(named);
  if (hostname === NO_HOST && !searchParams.get('host'))
    return 'it has no host; for a Unix socket write ?host=<folder>';
  return tlsFault(searchParams);
};

const NO_HOST = 'no-host';

/** A URL parser wants a host before a login; PostgreSQL takes it from `?host=`. */
function withHost(raw: string): string {
  return raw.replace(/^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)(?=[/?]|$)/, `$1${NO_HOST}`);
}

const MARIADB_MODES = ['disabled', 'required', 'verify_ca', 'verify_identity'];

/** The driver would take a misspelt option for none: a line in clear text. */
function mariadbFault(raw: string): string | undefined {
  if (/\p{Cc}/u.test(raw)) return 'it has a line end';
  const unescaped = missingEscape(raw);
  if (unescaped !== undefined) return unescaped;
  if (!URL.canParse(raw)) return 'it is no URL: look at its host and port';
  const { hostname, pathname, searchParams } = new URL(raw);
  if (hostname === '') return 'it has no host';
  if (pathname.length < 2) return 'it names no database: write it behind the host, as in mysql://user@host/database';
  if ([...searchParams.keys()].some((key) => key !== 'ssl-mode' && key !== 'ssl-ca')) {
    return 'its options are others than ssl-mode and ssl-ca';
  }
  const mode = searchParams.get('ssl-mode')?.toLowerCase() ?? 'disabled';
  if (!MARIADB_MODES.includes(mode)) return `its ssl-mode is none of ${MARIADB_MODES.join(', ')}`;
  const authority = searchParams.get('ssl-ca');
  if (authority === null) return undefined;
  if (mode === 'disabled') return 'it has an ssl-ca and no ssl-mode: write ssl-mode=verify_identity';
  const fault = unreadable(authority);
  return fault === undefined ? undefined : `its ssl-ca: ${fault}`;
}

const TLS_OPTIONS = ['ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation'];
const TLS_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** The driver passes over what it does not know: a misspelt sslmode would end in clear text. */
function tlsFault(options: URLSearchParams): string | undefined {
  const odd = [...options.keys()].some((key) => /^ssl/i.test(key) && !TLS_OPTIONS.includes(key));
  if (odd) return `its options for TLS are others than ${TLS_OPTIONS.join(', ')}`;
  const mode = options.get('sslmode');
  if (mode !== null && !TLS_MODES.includes(mode)) return `its sslmode is none of ${TLS_MODES.join(', ')}`;
  for (const option of ['sslrootcert', 'sslcert', 'sslkey']) {
    const path = options.get(option);
    const fault = path === null ? undefined : unreadable(path);
    if (fault !== undefined) return `its ${option}: ${fault}`;
  }
  return undefined;
}

// Server and courier are two processes: a database in the memory of one would be empty for the other.
function sqliteFault(path: string): string | undefined {
  if (path.startsWith(':memory:') || path.startsWith('?')) return 'it names a database in memory: write a path';
  return path.trim() === '' || path.includes('\0') ? 'its path is empty' : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '/': '%2F', '?': '%3F', '#': '%23', '%': '%25' };

/**
 * A password as it came out of a generator. Its first / ? or # ends the login for every parser of URLs,
 * and what is left of it becomes a host, a path or an option.
 */
function missingEscape(raw: string): string | undefined {
  const login = loginIn(raw.replace(/^\w+:\/\//, ''));
  const odd = [...'/?#'].filter((character) => login.includes(character));
  if (!isDecodable(login)) odd.push('%');
  if (odd.length === 0) return undefined;
  const escapes = odd.map((character) => ESCAPES[character]);
  return `its user or password has ${odd.join(' and ')} as it is: write ${escapes.join(' and ')}`;
}

/** All that stands before the last @, but for an @ in the value of one of PostgreSQL's options. */
function loginIn(rest: string): string {
  const options = /[?&](?:user|password|options|application_name|host|sslmode|sslrootcert|sslcert|sslkey|ssl-ca)=.*$/s;
  const withoutOptions = rest.replace(options, '');
  return withoutOptions.slice(0, Math.max(0, withoutOptions.lastIndexOf('@')));
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
