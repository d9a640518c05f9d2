import { isIP } from 'node:net';

/**
 * `smtp://[user:pass@]host[:port][?tls=off]` or `smtps://...`, as it was written, or `undefined`.
 * The mailer reads it for good. This look takes nothing that the mailer refuses, and is here because the server has no mailer
 * to ask: loading one costs it a tenth of its start and of its memory.
 */
export function parseRelayUrl(raw: string): string | undefined {
  if (!/^smtps?:\/\//.test(raw) || /[\s\p{Cc}]/u.test(raw) || !URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  const bare = (url.pathname === '' || url.pathname === '/') && url.hash === '';
  return bare && isKnownQuery(url) && isHost(url) && isLogin(url) ? raw : undefined;
}

/** A misspelt option must not end as a mail without TLS, or as a relay that is never reached. */
function isKnownQuery({ protocol, search }: URL): boolean {
  return search === '' || (protocol === 'smtp:' && search === '?tls=off');
}

function isHost({ hostname, port }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return port !== '0' && (isIP(host) !== 0 || /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(host));
}

/** Nobody, or a user with a password. */
function isLogin({ username, password }: URL): boolean {
  if (username === '' && password === '') return true;
  return isCredential(username) && isCredential(password);
}

function isCredential(part: string): boolean {
  try {
    return part !== '' && !/\p{Cc}/u.test(decodeURIComponent(part));
  } catch {
    return false;
  }
}
