import { type Delivery, type Mail, type Mailer, parseEmailAddress } from '@rekey/domain';
import { createTransport } from 'nodemailer';
import { checkRelay, type RelayCheck } from './check-relay.ts';
import { type ConnectionSettings, connectionOptions } from './connection-options.ts';
import { deliveryOf } from './delivery-of.ts';
import { type HandOver, type Progress, startHandOver } from './hand-over.ts';
import { isMessageId, messageOf } from './message-of.ts';
import { hiderFor } from './relay-words.ts';
import type { Sender } from './sender.ts';

export interface SmtpMailerSettings extends ConnectionSettings {
  readonly from: Sender;
}

export interface SmtpMailer extends Mailer {
  /** Connects, upgrades to TLS and logs in; sends nothing. Answers within a bound, never throws. */
  verify(): Promise<RelayCheck>;
  /** Ends what is under way, each delivery with the answer that is true by then, and closes all connections. */
  close(): Promise<void>;
}

/** Hands mails to one relay over a pool of connections. */
export function smtpMailer(settings: SmtpMailerSettings): SmtpMailer {
  const { relay, from } = settings;
  const transport = createTransport(connectionOptions(settings));
  const handOvers = new WeakMap<AbortSignal, HandOver>();
  const underWay = new Map<HandOver, Promise<Delivery>>();
  let closed = false;

  transport.use('stream', ({ data, message }, done) => {
    const handOver = data.signal && handOvers.get(data.signal);
    if (!handOver || !message) return done(new Error('a mail without a hand-over'));
    message.processFunc(handOver.valve);
    done();
  });

  const send = (mail: Mail, handOver: HandOver): Promise<Delivery> => {
    const hide = hiderFor(relay, mail);
    handOvers.set(handOver.signal, handOver);
    return new Promise((resolve) => {
      // A callback and no promise: by the time a promise is looked at, the progress may have moved on.
      transport.sendMail({ ...messageOf(mail, from), signal: handOver.signal }, (error, info) => {
        resolve(error ? deliveryOf(error, handOver.progress, hide) : taken(info.response, handOver.progress, hide));
        handOver.end('the hand-over was over');
      });
    });
  };

  return {
    async deliver(mail, deadlineMs) {
      if (closed) return { kind: 'channel-down', reason: 'the mailer is closed' };
      const fault = faultOf(mail);
      if (fault) return { kind: 'refused-for-good', reason: fault };
      const handOver = startHandOver(deadlineMs);
      const delivery = send(mail, handOver);
      underWay.set(handOver, delivery);
      try {
        return await delivery;
      } finally {
        underWay.delete(handOver);
      }
    },
    verify: () => checkRelay(settings),
    async close() {
      closed = true;
      const deliveries = [...underWay.values()];
      for (const handOver of underWay.keys()) handOver.end('the mailer was closed');
      transport.close({ force: true });
      await Promise.all(deliveries);
    },
  };
}

/** A 250 that came before the mail was complete is an answer to something else. */
function taken(response: string, progress: Progress, hide: (words: string) => string): Delivery {
  return { kind: progress === 'complete' ? 'accepted' : 'unknown', reason: hide(response) };
}

/**
 * The last look before the address goes out. The types say that it was checked; a database, an import or a careless cast
 * may have put something else there since, and an address is where a second recipient would hide.
 */
function faultOf({ to, messageId }: Mail): string | null {
  if (parseEmailAddress(to.address) === null) return 'the address is not one plain mailbox';
  return isMessageId(messageId) ? null : 'the Message-ID is malformed';
}
