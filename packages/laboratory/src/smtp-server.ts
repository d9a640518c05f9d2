import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { type CapturedMail, readMessage } from './captured-mail.ts';
import { type Certificate, createCertificate } from './certificate.ts';
import { createMailbox } from './mailbox.ts';

export interface SmtpServerOptions {
  /** `none`: does not know STARTTLS, as behind a man in the middle who strips it. */
  readonly tls?: 'none' | 'starttls' | 'implicit';
  /** One user that must log in; without it nobody has to. */
  readonly auth?: { readonly user: string; readonly pass: string };
  /** Default: a fresh one for `localhost`. */
  readonly certificate?: Certificate;
  /** `false`: does not take addresses with letters outside ASCII before the @. */
  readonly smtpUtf8?: false;
  /** Default: a free one. */
  readonly port?: number;
}

/** A real SMTP server on the loopback that takes every mail and delivers none. */
export interface RunningSmtpServer {
  readonly host: string;
  readonly port: number;
  /** Trust this to trust the server. */
  readonly ca: string;
  readonly mails: readonly CapturedMail[];
  waitForMail(fits?: (mail: CapturedMail) => boolean, ms?: number): Promise<CapturedMail>;
  /** The relay is down: connections are cut, new ones refused. */
  stop(): Promise<void>;
  /** Up again, on the same port, with the mails it had. */
  restart(): Promise<void>;
}

const HOST = 'localhost';
const ADDRESS = '127.0.0.1';

export async function startSmtpServer(options: SmtpServerOptions = {}): Promise<RunningSmtpServer> {
  const certificate = options.certificate ?? (await createCertificate());
  const mailbox = createMailbox();
  const settings = serverOptions(options, certificate, mailbox.add);

  let server = await listen(settings, options.port ?? 0);
  const { port } = server.server.address() as AddressInfo;
  return {
    host: HOST,
    port,
    ca: certificate.cert,
    mails: mailbox.mails,
    waitForMail: mailbox.waitForMail,
    stop: () => close(server),
    async restart() {
      server = await listen(settings, port);
    },
  };
}

function serverOptions(
  options: SmtpServerOptions,
  certificate: Certificate,
  add: (mail: CapturedMail) => void,
): SMTPServerOptions {
  const connections = new Map<string, number>();
  let arrivals = 0;
  const take = async (message: Buffer, session: SMTPServerSession): Promise<void> => {
    arrivals += 1;
    const arrival = { id: arrivals, at: new Date(), connection: connections.get(session.id) ?? 0 };
    const envelope = envelopeOf(session);
    add({ ...arrival, secure: session.secure, envelope, ...(await readMessage(message)) });
  };
  return {
    ...tlsOptions(options, certificate),
    ...authOptions(options),
    name: HOST,
    hideSMTPUTF8: options.smtpUtf8 === false,
    logger: false,
    closeTimeout: 200,
    disableReverseLookup: true,
    onConnect(session, done) {
      connections.set(session.id, connections.size + 1);
      done();
    },
    onData(stream, session, done) {
      buffer(stream)
        .then((message) => take(message, session))
        .then(() => done(), done);
    },
  };
}

function tlsOptions(options: SmtpServerOptions, { key, cert }: Certificate): SMTPServerOptions {
  const none = options.tls === 'none' ? { disabledCommands: ['STARTTLS'], allowInsecureAuth: true } : {};
  return { key, cert, secure: options.tls === 'implicit', ...none };
}

function authOptions({ auth }: SmtpServerOptions): SMTPServerOptions {
  if (!auth) return { authOptional: true };
  return {
    onAuth({ username, password }, _session, done) {
      if (username === auth.user && password === auth.pass) done(null, { user: username });
      else done(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 }));
    },
  };
}

function envelopeOf({ envelope }: SMTPServerSession): CapturedMail['envelope'] {
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map(({ address }) => address),
  };
}

async function listen(options: SMTPServerOptions, port: number): Promise<SMTPServer> {
  const server = new SMTPServer(options);
  // A client that resets its connection is an `error` here, and an unhandled one ends the process.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, ADDRESS, resolve);
  });
  return server;
}

/** Cuts the connections without a word: a relay that says 421 first is not down, it is polite. */
async function close(server: SMTPServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(resolve));
  for (const connection of server.connections) connection.close();
  await closed;
}
