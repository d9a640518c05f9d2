import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
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

// A real reply is a few lines. nodemailer would read a megabyte.
const MAX_REPLY_BYTES = 65_536;

export interface ConnectionSettings {
  readonly relay: SmtpRelay;
  readonly timeouts?: Partial<SmtpTimeouts>;
  /** Certificates to trust instead of the system's, in PEM. For a relay with a certificate of its own, and for tests. */
  readonly ca?: string;
}

export function connectionOptions({ relay, ca, ...settings }: ConnectionSettings) {
  const timeouts = { ...TIMEOUTS, ...settings.timeouts };
  return {
    host: relay.host,
    port: relay.port,
    // nodemailer's own default is to use TLS where it is offered, which is what a man in the middle takes away.
    secure: relay.tls === 'implicit',
    requireTLS: relay.tls === 'starttls',
    ignoreTLS: relay.tls === 'off',
    // Said aloud, since NODE_TLS_REJECT_UNAUTHORIZED=0 and --tls-min-v1.0 change the silent defaults.
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    dnsTimeout: timeouts.dns,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    // Destroys instead of closing: what is still in our buffers must not go out after the deadline.
    socketCloseTimeout: 0,
    maxResponseSize: MAX_REPLY_BYTES,
    logger: false,
  } as const satisfies SMTPConnectionOptions;
}
