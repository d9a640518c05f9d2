import type { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type ConnectionSettings, connectionOptions } from './connection-options.ts';
import { plainly } from './relay-fault.ts';

/** Whom a mail goes out for and to, as MAIL and RCPT say it. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** One connection to the relay. It carries one mail at a time. */
export interface RelaySession {
  /** Mails that it has carried, refused ones included. */
  readonly carried: number;
  readonly isClosed: boolean;
  /** Whether the relay takes addresses with letters outside ASCII before the @ (RFC 6531). Known once it is open. */
  readonly takesUtf8: boolean;
  /** Connects, upgrades to TLS and logs in, unless that was done; rejects with what the relay or the network says. */
  open(): Promise<void>;
  /** Calls back with the relay's words in the moment in which they come; never if it is closed from here. */
  send(envelope: Envelope, content: Readable, done: (error: Error | null, words: string) => void): void;
  /** Makes ready for another mail after one that failed; closes where the relay is not certain to be done with it. */
  forget(failure: unknown): Promise<void>;
  /** Says goodbye. */
  quit(): void;
  /** Takes the line down at once: what is still in our buffers does not go out. */
  close(): void;
}

/** What nodemailer knows of the relay's EHLO, and tells nobody. Were it gone, such addresses would be refused, not mangled. */
interface Extended {
  readonly _supportedExtensions?: readonly string[];
}

/** Not connected yet. `ended` is called once, whichever side ends it. */
export function relaySession(settings: ConnectionSettings, ended: () => void): RelaySession {
  const { auth } = settings.relay;
  const smtp = new SMTPConnection(connectionOptions(settings));
  const lost = new Promise<never>((_, reject) => {
    smtp.on('error', reject);
    smtp.once('end', () => reject(new Error('the relay closed the connection')));
  });
  lost.catch(() => {}); // It may be lost while nobody waits.
  smtp.once('end', ended);
  let ready: Promise<void> | null = null;
  let carried = 0;

  const connect = async (): Promise<void> => {
    await Promise.race([lost, step((done) => smtp.connect(done))]);
    if (auth) await Promise.race([lost, step((done) => smtp.login({ credentials: auth }, done))]);
  };

  return {
    get carried() {
      return carried;
    },
    get isClosed() {
      return smtp.destroyed;
    },
    get takesUtf8() {
      return (smtp as unknown as Extended)._supportedExtensions?.includes('SMTPUTF8') ?? false;
    },
    open() {
      ready ??= connect().catch((fault: unknown) => {
        throw plainly(fault, settings.relay);
      });
      return ready;
    },
    send({ from, to }, content, done) {
      smtp.send({ from, to: [to] }, content, (error, info) => {
        carried += 1;
        done(error, info?.response ?? '');
      });
    },
    async forget(failure) {
      if (!isRefusal(failure)) return smtp.close();
      await step((done) => smtp.reset(done)).catch(() => smtp.close());
    },
    quit: () => smtp.quit(),
    close: () => smtp.close(),
  };
}

/** The relay refused this mail, and only that: after 421 it is about to go. */
function isRefusal(failure: unknown): boolean {
  const { code, responseCode } = failure as { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== 421;
}

/** nodemailer calls back where a promise is wanted. */
export function step(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
