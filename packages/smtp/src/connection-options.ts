import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';
import type { SmtpRelay } from './smtp-relay.ts';

/** How long the relay may take for what, in milliseconds. The deadline of each delivery holds besides. */
export interface SmtpTimeouts {
  readonly dns: number;
  /** From the look-up to the end of STARTTLS. */
  readonly connect: number;
  readonly greeting: number;
  /** Without a single byte, at any time later. */
  readonly silence: number;
}

// Silence is as long as a courier's lease: a relay that scans a mail for half a minute is slow, not gone, and giving up on it
// makes a duplicate.
const TIMEOUTS: SmtpTimeouts = { dns: 5_000, connect: 10_000, greeting: 10_000, silence: 60_000 };

// Relays close idle connections, some without telling (NAT). Ours go first, so that a mail seldom meets a dead one.
const IDLE_MS = 30_000;
// Enough for a mail that met two dead connections in a row; the relay that drops everybody is not called any more often.
const MAX_REQUEUES = 2;
// A real reply is a few lines. nodemailer would read a megabyte.
const MAX_REPLY_BYTES = 65_536;

export interface ConnectionSettings {
  readonly relay: SmtpRelay;
  readonly timeouts?: Partial<SmtpTimeouts>;
  /** Certificates to trust instead of the system's, in PEM. For a relay with a certificate of its own, and for tests. */
  readonly ca?: string;
  /** Connections at one time. */
  readonly maxConnections?: number;
}

export function connectionOptions({ relay, ca, maxConnections = 5, ...settings }: ConnectionSettings) {
  const timeouts = { ...TIMEOUTS, ...settings.timeouts };
  return {
    pool: true,
    host: relay.host,
    port: relay.port,
    // nodemailer's own default is to use TLS where it is offered, which is what a man in the middle takes away.
    secure: relay.tls === 'implicit',
    requireTLS: relay.tls === 'starttls',
    ignoreTLS: relay.tls === 'off',
    // Said aloud, since NODE_TLS_REJECT_UNAUTHORIZED=0 and --tls-min-v1.0 change the silent defaults.
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    ...(relay.auth && { auth: { ...relay.auth }, forceAuth: true }),
    maxConnections,
    maxRequeues: MAX_REQUEUES,
    idleTimeout: IDLE_MS,
    dnsTimeout: timeouts.dns,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    // Destroys instead of closing: what is still in our buffers must not go out after the deadline.
    socketCloseTimeout: 0,
    maxResponseSize: MAX_REPLY_BYTES,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  } as const satisfies SMTPPoolOptions;
}
