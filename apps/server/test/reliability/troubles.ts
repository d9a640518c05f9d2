import {
  type Act,
  after,
  both,
  chance,
  createCertificate,
  drip,
  drop,
  inTurn,
  reset,
  silence,
  type Wire,
} from '@rekey/laboratory';
import { badTls, failingStartTls, refused, scripted, type Trouble } from './troubled-relay.ts';

/** One row of the matrix. */
export interface MatrixRow {
  readonly trouble: string;
  readonly start: Trouble;
  /** How many letters wait when it begins; default one. */
  readonly letters?: number;
  /** How each ends: at once, or once the relay is well. */
  readonly ends: 'sent' | 'dead';
  /** Whose fault it is: a channel's burns no attempt, and is forgotten within 30 s of recovery. */
  readonly fault: 'channel' | 'letter';
}

const TEN_MEGABYTES = 10 * 1024 * 1024;
const AUTH = { user: 'rekey', pass: 'secret' };
const WITH_AUTH = '250-scripted.test\r\n250 AUTH PLAIN LOGIN';
const WITH_STARTTLS = '250-scripted.test\r\n250 STARTTLS';

/** Whoever comes while somebody else is connected is sent away. */
function oneAtATime(): Act {
  let present: Wire[] = [];
  return (wire) => {
    present = present.filter(({ open }) => open);
    if (present.length > 0) {
      wire.write('421 4.7.0 Too many connections\r\n');
      return wire.drop();
    }
    present.push(wire);
    wire.write('220 scripted.test ESMTP\r\n');
  };
}

/** Goes well or drops the line, as a coin falls. */
function flapping(well: string): Act {
  const random = chance(9);
  return (wire) => (random() < 0.5 ? wire.drop() : wire.write(`${well}\r\n`));
}

const channel = (trouble: string, start: Trouble): MatrixRow => ({ trouble, start, ends: 'sent', fault: 'channel' });
const letter = (trouble: string, start: Trouble, ends: MatrixRow['ends'] = 'sent'): MatrixRow => ({
  trouble,
  start,
  ends,
  fault: 'letter',
});

export const TROUBLES: readonly MatrixRow[] = [
  channel('connection refused', refused()),
  channel('no banner', scripted({ banner: silence() })),
  channel('banner 421', scripted({ banner: both('421 4.3.2 Later', drop()) })),
  channel('banner 554', scripted({ banner: both('554 5.7.1 Not you', drop()) })),
  channel('EHLO garbage', scripted({ ehlo: '\u0000\u00ff not SMTP at all' })),
  channel('EHLO 10 MB line', scripted({ ehlo: `250-${'x'.repeat(TEN_MEGABYTES)}` })),
  channel('STARTTLS missing', badTls({ tls: 'none' })),
  channel('STARTTLS failing', failingStartTls({ ehlo: WITH_STARTTLS, starttls: '454 4.7.0 TLS not available' })),
  channel('STARTTLS, then no TLS', failingStartTls({ ehlo: WITH_STARTTLS, starttls: both('220 Go', '500 Not TLS') })),
  channel('bad certificate', async (trusted) => badTls({ certificate: await createCertificate() })(trusted)),
  channel('AUTH 535', scripted({ ehlo: WITH_AUTH, auth: '535 5.7.8 No' }, { auth: AUTH, well: { ehlo: WITH_AUTH } })),
  channel('MAIL 550', scripted({ mail: '550 5.7.1 Sender refused' })),
  letter('RCPT 450, then 250', scripted({ rcpt: inTurn('450 4.2.0 Greylisted', '250 2.1.5 OK') })),
  letter('RCPT 450', scripted({ rcpt: '450 4.2.0 Greylisted' })),
  letter('RCPT 550', scripted({ rcpt: '550 5.1.1 No such user' }), 'dead'),
  letter('drop inside DATA', scripted({ inside: drop() })),
  letter('drop after the final dot, once', scripted({ dot: inTurn(drop(), '250 2.0.0 Queued') })),
  letter('drop after the final dot', scripted({ dot: drop() }), 'dead'),
  letter('slow 250, within the deadline', scripted({ dot: after(400, '250 2.0.0 Queued') })),
  letter('slow 250, beyond the deadline', scripted({ dot: after(2_000, '250 2.0.0 Queued') }), 'dead'),
  letter('451 after the dot', scripted({ dot: '451 4.3.0 Later' })),
  letter('452 after the dot', scripted({ dot: '452 4.3.1 Full' })),
  letter('552 after the dot', scripted({ dot: '552 5.2.2 Mailbox full' }), 'dead'),
  letter('554 after the dot', scripted({ dot: '554 5.6.0 Refused' }), 'dead'),
  letter('slow drip at RCPT', scripted({ rcpt: drip('250 2.1.5 OK', 300) })),
  letter('slow drip after the dot', scripted({ dot: drip('250 2.0.0 Queued', 300) }), 'dead'),
  letter('RST after 250, once', scripted({ dot: inTurn(both('250 2.0.0 Queued', reset()), '250 2.0.0 Queued') })),
  { ...channel('one connection at a time', scripted({ banner: oneAtATime() })), letters: 10 },
  { ...channel('half of all connections drop', scripted({ banner: flapping('220 scripted.test') })), letters: 10 },
  { ...letter('half of all mails drop inside', scripted({ data: flapping('354 Go on') })), letters: 10 },
];
