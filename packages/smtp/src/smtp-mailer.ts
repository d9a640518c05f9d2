import type { DeliveryWatch, Mailer } from '@rekey/domain/ports';
import type { Delivery, EmailAddress, Mail } from '@rekey/domain/values';
import { checkRelay, type RelayCheck } from './check-relay.ts';
import { composeMail, isMessageId } from './compose-mail.ts';
import { deliveryOf, type Ending, isStale } from './delivery-of.ts';
import { type HandOver, startHandOver } from './hand-over.ts';
import type { RelaySession } from './relay-session.ts';
import { hiderFor } from './relay-words.ts';
import type { Sender } from './sender.ts';
import { type PoolSettings, type SessionPool, sessionPool } from './session-pool.ts';
import { wireAddress } from './wire-address.ts';

export interface SmtpMailerSettings extends PoolSettings {
  readonly from: Sender;
}

export interface SmtpMailer extends Mailer {
  /** Connects, upgrades to TLS and logs in; sends nothing. Answers within a bound, never throws. */
  verify(): Promise<RelayCheck>;
  /** Ends what is under way, each delivery with the answer that is true by then, and closes all connections. */
  close(): Promise<void>;
}

const NO_UTF8 =
  'the address has letters outside ASCII before the @, and the relay does not take such addresses (SMTPUTF8)';

// Enough for a mail that met two dead connections in a row; the relay that drops everybody is not called any more often.
const MOST_TRIES = 3;

/** Hands mails to one relay over a pool of connections. */
export function smtpMailer(settings: SmtpMailerSettings): SmtpMailer {
  const pool = sessionPool(settings);
  const send = sendOver(pool, settings);
  const underWay = new Map<HandOver, Promise<Delivery>>();
  let closed = false;

  return {
    async deliver(mail, deadlineMs, watch) {
      if (closed) return { kind: 'channel-down', reason: 'the mailer is closed' };
      const fault = faultOf(mail);
      if (fault) return { kind: 'refused-for-good', reason: fault };
      const handOver = startHandOver(deadlineMs, watch?.complete);
      const delivery = send(mail, handOver, watch);
      underWay.set(handOver, delivery);
      void watch?.breakOff.then(() => handOver.breakOff());
      try {
        const answer = await delivery;
        // Broken off while it had no connection yet: that says nothing about the relay.
        const isOurs = handOver.wasBrokenOff && answer.kind === 'channel-down';
        return isOurs ? { kind: 'try-later', reason: answer.reason } : answer;
      } finally {
        handOver.finish();
        underWay.delete(handOver);
      }
    },
    verify: () => checkRelay(settings),
    async close() {
      closed = true;
      const deliveries = [...underWay.values()];
      for (const handOver of underWay.keys()) handOver.end('the mailer was closed');
      await Promise.all(deliveries);
      pool.close();
    },
  };
}

type Send = (mail: Mail, handOver: HandOver, watch?: DeliveryWatch) => Promise<Delivery>;

/** One mail over one session of the pool, and over another where that one was dead before anything of the mail went out. */
function sendOver(pool: SessionPool, { relay, from }: SmtpMailerSettings): Send {
  const attempt = async (
    mail: Mail,
    handOver: HandOver,
    triesLeft: number,
    watch?: DeliveryWatch,
  ): Promise<Delivery> => {
    const hide = hiderFor(relay, mail);
    const taking = pool.take(() => handOver.isOver);
    try {
      const session = await handOver.within(taking);
      const mayBeDead = session.carried > 0 && triesLeft > 0;
      await handOver.within(session.open());
      if (wireAddress(mail.to.address)?.needsUtf8 && !session.takesUtf8) {
        pool.give(session);
        return { kind: 'refused-for-good', reason: NO_UTF8 };
      }
      const ending = await handOver.within(talk(session, from, mail, handOver, watch));
      void release(pool, session, ending);
      if (!mayBeDead || !isStale(ending)) return deliveryOf(ending, hide);
      pool.closeIdle();
      handOver.startAgain();
    } catch (error) {
      void taking.then((session) => session.close());
      return deliveryOf({ error, progress: handOver.progress }, hide);
    }
    return attempt(mail, handOver, triesLeft - 1, watch);
  };
  return (mail, handOver, watch) => attempt(mail, handOver, MOST_TRIES - 1, watch);
}

function talk(
  session: RelaySession,
  from: Sender,
  mail: Mail,
  handOver: HandOver,
  watch?: DeliveryWatch,
): Promise<Ending> {
  const envelope = { from: onTheWire(from.address), to: onTheWire(mail.to.address) };
  const content = handOver.talk(composeMail(mail, from));
  watch?.talking();
  return new Promise((resolve) =>
    session.send(envelope, content, (error, words) => resolve({ error, words, progress: handOver.progress })),
  );
}

async function release(pool: SessionPool, session: RelaySession, { error, progress }: Ending): Promise<void> {
  if (error !== null) await session.forget(error);
  else if (progress !== 'complete') session.close();
  pool.give(session);
}

/** As RCPT says it; what is no address was refused before. */
function onTheWire(address: EmailAddress): string {
  return wireAddress(address)?.address ?? address;
}

/**
 * The last look before the address goes out. The types say that it was checked; a database, an import or a careless cast
 * may have put something else there since, and an address is where a second recipient would hide.
 */
function faultOf({ to, messageId }: Mail): string | null {
  if (wireAddress(to.address) === null) return 'the address is not one plain mailbox';
  return isMessageId(messageId) ? null : 'the Message-ID is malformed';
}
