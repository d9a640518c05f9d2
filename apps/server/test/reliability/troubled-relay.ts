import {
  type Certificate,
  createCertificate,
  type Message,
  type SmtpScript,
  type SmtpServerOptions,
  startScriptedSmtp,
  startSmtpServer,
} from '@rekey/laboratory';
import { parseSender, type SmtpRelay, smtpMailer } from '@rekey/smtp';
import { onTestFinished } from 'vitest';

/** A relay with a fault that can be mended. */
export interface TroubledRelay {
  readonly relay: SmtpRelay;
  /** Trust this to trust the relay, once it is well. */
  readonly ca: string;
  mend(): Promise<void>;
  /** Message-IDs of the mails that may be in somebody's mailbox. */
  arrived(): readonly string[];
}

/** What is wrong with a relay, and how to start one like that. */
export type Trouble = (trusted: Certificate) => Promise<TroubledRelay>;

/** In clear text; once mended, everything goes well. */
export function scripted(
  script: SmtpScript,
  { auth, well = {} }: { auth?: SmtpRelay['auth']; well?: SmtpScript } = {},
): Trouble {
  return async () => {
    const server = await startScriptedSmtp(script);
    onTestFinished(() => server.stop());
    return {
      relay: { host: server.host, port: server.port, tls: 'off', ...(auth !== undefined && { auth }) },
      ca: '',
      mend: async () => server.follow(well),
      arrived: () => server.messages.filter(mayBeKept).map(messageIdOf),
    };
  };
}

/** Nobody listens, until somebody does. */
export function refused(): Trouble {
  return async () => {
    const server = await startScriptedSmtp();
    await server.stop();
    return {
      relay: { host: server.host, port: server.port, tls: 'off' },
      ca: '',
      async mend() {
        await server.restart();
        onTestFinished(() => server.stop());
      },
      arrived: () => server.messages.filter(mayBeKept).map(messageIdOf),
    };
  };
}

/** A real server with the wrong TLS; once mended, one with the right certificate has taken its place. */
export function badTls(options: SmtpServerOptions): Trouble {
  return async (trusted) => {
    const bad = await startSmtpServer(options);
    let good = bad;
    onTestFinished(() => good.stop());
    return {
      relay: { host: bad.host, port: bad.port, tls: 'starttls' },
      ca: trusted.cert,
      async mend() {
        await bad.stop();
        good = await startSmtpServer({ certificate: trusted, port: bad.port });
      },
      arrived: () => (good === bad ? [] : good.mails).map(({ messageId }) => messageId),
    };
  };
}

/** A scripted relay that breaks at STARTTLS; once mended, a real one has taken its place. */
export function failingStartTls(script: SmtpScript): Trouble {
  return async (trusted) => {
    const bad = await startScriptedSmtp(script);
    const mails: (readonly { readonly messageId: string }[])[] = [];
    return {
      relay: { host: 'localhost', port: bad.port, tls: 'starttls' },
      ca: trusted.cert,
      async mend() {
        await bad.stop();
        const good = await startSmtpServer({ certificate: trusted, port: bad.port });
        onTestFinished(() => good.stop());
        mails.push(good.mails);
      },
      arrived: () => mails.flat().map(({ messageId }) => messageId),
    };
  };
}

const FROM = parseSender('Rekey <no-reply@example.test>');
/** A thousandth of a minute for every minute: what is real here has to be short. */
const TIMEOUTS = { dns: 1_000, connect: 500, greeting: 500, silence: 700 };
export const MAIL_DEADLINE_MS = 1_500;

/** Our mailer for that relay, with short times. */
export function mailerTo({ relay, ca }: TroubledRelay) {
  const mailer = smtpMailer({ relay, from: FROM, timeouts: TIMEOUTS, ...(ca !== '' && { ca }) });
  onTestFinished(() => mailer.close());
  return mailer;
}

export const trustedCertificate = () => createCertificate();

/** Taken, or not answered: whoever reads mail may find it either way. */
const mayBeKept = ({ answer }: Message) => answer === '' || answer.startsWith('2');

function messageIdOf({ content }: Message): string {
  return /^message-id: *(<[^>]*>)/im.exec(content)?.[1] ?? '';
}
