import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type ConnectionSettings, connectionOptions } from './connection-options.ts';
import { plainlyByProbe, RelayFault } from './relay-fault.ts';
import { step } from './relay-session.ts';
import { hiderFor } from './relay-words.ts';

/** What `rekey doctor` tells about the relay. */
export interface RelayCheck {
  readonly kind: 'ready' | 'channel-down';
  readonly reason: string;
  /** What to do, where that is known; it stands at the end of the reason as well. */
  readonly advice?: string;
}

// More than connecting may take, so that the relay's own words come first; a bound for one that drips its replies.
const PATIENCE_MS = 5_000;

/** Connects, upgrades to TLS and logs in, on a connection of its own; sends nothing. */
export async function checkRelay(settings: ConnectionSettings): Promise<RelayCheck> {
  const { relay } = settings;
  const options = connectionOptions(settings);
  const connection = new SMTPConnection(options);
  const down = new Promise<never>((_, reject) => connection.on('error', reject));
  const late = setTimeout(
    () => connection.emit('error', new Error('the time was up')),
    options.connectionTimeout + PATIENCE_MS,
  );
  try {
    await Promise.race([down, step((done) => connection.connect(done))]);
    if (relay.auth) await Promise.race([down, step((done) => connection.login({ credentials: relay.auth }, done))]);
    return { kind: 'ready', reason: `reachable, TLS ${relay.tls}${relay.auth ? ', logged in' : ''}` };
  } catch (error) {
    connection.close();
    const fault = await plainlyByProbe(error, relay);
    const reason = hiderFor(relay)(fault instanceof Error ? fault.message : String(fault));
    return { kind: 'channel-down', reason, ...(fault instanceof RelayFault && { advice: fault.advice }) };
  } finally {
    clearTimeout(late);
    connection.close(); // without QUIT, whose answer might never come
  }
}
