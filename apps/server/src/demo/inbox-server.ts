import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Inbox, InboxMail } from './inbox.ts';

/** An SMTP server on the loopback that catches every mail and passes none on. */
export interface InboxServer {
  /** For `REKEY_SMTP_URL`. */
  readonly smtpUrl: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const LARGEST_BYTES = 1_048_576;
const MOST_CLIENTS = 20;

/** Listens on a free port. */
export async function startInboxServer(inbox: Inbox): Promise<InboxServer> {
  const server = new SMTPServer({
    name: 'localhost',
    // In the clear and without a login: it never leaves the machine, and there is nothing to deliver to.
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    maxClients: MOST_CLIENTS,
    closeTimeout: 500,
    onData: (stream, session, done) => {
      read(stream)
        .then(async (message) => inbox.add(inboxMail(await PostalMime.parse(message), session), message.toString()))
        .then(() => done(), done);
    },
  });
  // Without a listener a client that resets its connection would end the service.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://${LOOPBACK}:${port}?tls=off`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function read(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // To its end in any case, or the client never hears our answer.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BYTES) chunks.push(chunk);
  }
  if (bytes > LARGEST_BYTES) throw new Error('the mail is too large for the built-in inbox');
  return Buffer.concat(chunks);
}

function inboxMail(mail: Email, { envelope }: SMTPServerSession): Omit<InboxMail, 'id'> {
  const headers: Record<string, string> = {};
  for (const { key, value } of mail.headers)
    headers[key] = headers[key] === undefined ? value : `${headers[key]}\n${value}`;
  return {
    at: new Date().toISOString(),
    from: mail.from?.address ?? '',
    to: envelope.rcptTo.map(({ address }) => address),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers,
  };
}
