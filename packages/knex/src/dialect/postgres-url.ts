/** Where a URL of PostgreSQL leads. */
export interface PostgresAddress {
  /** As the driver understands it. */
  readonly url: string;
  /** For logs: neither user nor password. */
  readonly place: string;
}

/** Modes that the driver takes for `verify-full`, with a warning of eight lines that a later version will not. */
const STRICTER_THAN_THEY_SAY = ['prefer', 'require', 'verify-ca'];

/**
 * Reads the spellings that PostgreSQL's own programs take. A Unix socket is a folder: in `?host=`, with or without
 * a host before it, or percent-encoded in the place of the host. The driver fails at some of them.
 * `null` for what is no URL.
 */
export function postgresAddress(text: string): PostgresAddress | null {
  const named = withHost(text);
  if (!URL.canParse(named)) return null;
  const url = new URL(named);
  const { searchParams } = url;
  const socket = socketIn(url);
  if (socket !== null) {
    url.hostname = 'localhost';
    searchParams.set('host', socket);
  }
  const mode = searchParams.get('sslmode');
  if (mode !== null && STRICTER_THAN_THEY_SAY.includes(mode) && searchParams.get('uselibpqcompat') !== 'true') {
    searchParams.set('sslmode', 'verify-full');
  }
  return { url: url.href, place: placeOf(url, socket) };
}

/** No parser of URLs takes a login without a host. */
function withHost(text: string): string {
  return text.replace(/^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)(?=[:/?]|$)/, '$1localhost');
}

function socketIn({ hostname, searchParams }: URL): string | null {
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  return host.startsWith('/') ? host : null;
}

function placeOf({ protocol, host, port, pathname, searchParams }: URL, socket: string | null): string {
  const chosenPort = searchParams.get('port') ?? port;
  if (socket !== null) {
    return `${protocol}//${pathname}?host=${socket}${chosenPort === '' ? '' : `&port=${chosenPort}`}`;
  }
  const chosenHost = searchParams.get('host');
  return `${protocol}//${chosenHost ?? host}${pathname}`;
}
