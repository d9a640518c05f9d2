import { connect } from 'node:tls';
import type { SmtpRelay } from './smtp-relay.ts';

/** Why there is no session with the relay, in plain words, and what to write instead. */
export class RelayFault extends Error {
  override readonly name = 'RelayFault';
  /** What to do, as an order that can be followed by "in <the setting>". */
  readonly advice: string;
  /** The code of what broke, as nodemailer has it. */
  readonly code: string | undefined;

  constructor(seen: string, advice: string, cause: Failure) {
    super(`${seen}: ${advice}`, { cause });
    this.advice = advice;
    this.code = cause.code;
  }
}

type Failure = Error & { readonly code?: string };

interface Row {
  readonly tls: readonly SmtpRelay['tls'][];
  /** What OpenSSL, Node or nodemailer say. */
  readonly says: RegExp;
  seen(place: string, words: string): string;
  readonly advice: string;
}

const ANY = ['starttls', 'implicit', 'off'] as const;
const TRUST_IT = 'put the certificate of its authority into NODE_EXTRA_CA_CERTS, or name the true host';

const ROWS: readonly Row[] = [
  {
    tls: ['implicit'],
    says: /wrong version number|packet length too long|record layer failure|unexpected message/i,
    seen: (place) => `${place} begins in clear text, and smtps:// begins with TLS`,
    advice: 'write smtp:// instead of smtps://',
  },
  {
    tls: ['starttls', 'off'],
    says: /Greeting never received/,
    seen: (place, words) => `${place} takes the connection and says nothing (${words})`,
    advice: 'write smtps:// if that port begins with TLS, as 465 does, or another host or port',
  },
  {
    tls: ['starttls'],
    says: /upgrading connection with STARTTLS/,
    seen: (place, words) => `${place} offers no STARTTLS (${words})`,
    advice: 'write the port that does, smtps:// with its TLS port, or ?tls=off for a relay on this machine',
  },
  {
    tls: ANY,
    says: /self.signed certificate|unable to verify|unable to get (local )?issuer/i,
    seen: (place, words) => `the certificate of ${place} is not trusted here (${words})`,
    advice: TRUST_IT,
  },
  {
    tls: ANY,
    says: /altnames/,
    seen: (place, words) => `the certificate of ${place} is made for another host (${words})`,
    advice: 'write the host that it names',
  },
  {
    tls: ANY,
    says: /certificate has expired/,
    seen: (place, words) => `the certificate of ${place} is out of date (${words})`,
    advice: 'have it renewed there, or write another host',
  },
  {
    tls: ANY,
    says: /Invalid login/,
    seen: (place, words) => `${place} refuses user or password (${words})`,
    advice: 'correct them; @ : / ? # % in either are written %40 %3A %2F %3F %23 %25',
  },
];

/** The fault as it is where nothing plainer is known. */
export function plainly(fault: unknown, relay: SmtpRelay): unknown {
  if (!(fault instanceof Error) || fault instanceof RelayFault) return fault;
  const row = ROWS.find(({ tls, says }) => tls.includes(relay.tls) && says.test(fault.message));
  return row === undefined ? fault : new RelayFault(row.seen(placeOf(relay), fault.message), row.advice, fault);
}

/**
 * A port that begins with TLS waits for the client in silence, like one behind which nothing answers.
 * Only a handshake can tell them apart; a check may afford it.
 */
export async function plainlyByProbe(fault: unknown, relay: SmtpRelay): Promise<unknown> {
  const plain = plainly(fault, relay);
  const silent = relay.tls !== 'implicit' && fault instanceof Error && /Greeting never/.test(fault.message);
  if (!silent || !(await beginsWithTls(relay))) return plain;
  const seen = `${placeOf(relay)} begins with TLS, and smtp:// begins in clear text`;
  return new RelayFault(seen, 'write smtps:// instead of smtp://', fault);
}

const PROBE_MS = 3_000;

/** Whose certificate it is does not matter: nothing is sent. */
function beginsWithTls({ host, port }: SmtpRelay): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: PROBE_MS });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

function placeOf({ host, port }: SmtpRelay): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
