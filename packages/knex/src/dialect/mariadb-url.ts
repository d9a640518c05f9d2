import { readFileSync } from 'node:fs';

/** Where a URL of MariaDB leads. */
export interface MariadbAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** `null` for a line in the clear. */
  readonly tls: { readonly caFile: string | null } | null;
  /** For logs: neither user nor password. */
  readonly place: string;
}

const PORT = 3306;
/** Modes of MySQL's own programs. What they call "required" takes any certificate: here it is verified all the same. */
const VERIFIED = ['REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'];

/**
 * Reads `mysql://user:password@host:3306/database`, and `mariadb://` for the same, with `ssl-mode` and `ssl-ca` as MySQL's own
 * programs call them. `null` for what is none of this, and for an option that nobody here would heed.
 */
export function mariadbAddress(text: string): MariadbAddress | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, pathname, searchParams, host } = new URL(text);
  const database = decodeURIComponent(pathname.slice(1));
  const mode = searchParams.get('ssl-mode')?.toUpperCase() ?? 'DISABLED';
  const isKnown = [...searchParams.keys()].every((name) => ['ssl-mode', 'ssl-ca'].includes(name));
  if (database === '' || hostname === '' || !isKnown || !['DISABLED', ...VERIFIED].includes(mode)) return null;
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? PORT : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database,
    tls: mode === 'DISABLED' ? null : { caFile: searchParams.get('ssl-ca') },
    place: `${protocol}//${host}${pathname}`,
  };
}

/** As the driver takes it. The private authority's file is read when a connection is made. */
export function tlsOf({ tls, host }: MariadbAddress) {
  if (tls === null) return {};
  const ca = tls.caFile === null ? {} : { ca: readFileSync(tls.caFile, 'utf8') };
  return { ssl: { ...ca, rejectUnauthorized: true, verifyIdentity: true, servername: host, minVersion: 'TLSv1.2' } };
}
