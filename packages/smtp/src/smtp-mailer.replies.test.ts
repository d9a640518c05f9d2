import type { Delivery } from '@rekey/domain/values';
import {
  after,
  both,
  drip,
  drop,
  eventually,
  inTurn,
  reset,
  type SmtpScript,
  silence,
  type Wire,
} from '@rekey/laboratory';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mail, openScripted } from '../test/open-mailer.ts';

type Kind = Delivery['kind'];

const TO_RCPT = ['MAIL', 'RCPT'];
const PIPELINING = '250-scripted.test\r\n250 PIPELINING';
// More than we read, and less than nodemailer would.
const LONG_LINE = `250 ${'x'.repeat(300_000)}`;

// What the relay does, what it is called, and how much of the reason is the relay's own.
const CONVERSATIONS: readonly [string, SmtpScript, Kind, RegExp][] = [
  ['421 as its banner', { banner: '421 4.3.2 Shutting down' }, 'channel-down', /421 4\.3\.2 Shutting down/],
  ['554 as its banner', { banner: '554 5.7.1 No service for you' }, 'channel-down', /554 5\.7\.1 No service/],
  ['no banner at all', { banner: silence() }, 'channel-down', /Greeting never received/],
  ['a dripping banner', { banner: drip('220 hello there, whoever you are', 20) }, 'channel-down', /Greeting never/],
  ['a dropped connection for a banner', { banner: drop() }, 'channel-down', /./],
  ['a reset connection for a banner', { banner: reset() }, 'channel-down', /ECONNRESET|closed/],
  ['another protocol for a banner', { banner: 'HTTP/1.1 400 Bad Request' }, 'channel-down', /HTTP\/1\.1 400/],
  ['binary rubbish on EHLO', { ehlo: '\u0000\u0001\u007f\u0009' }, 'channel-down', /./],
  ['a line of 300 KB on EHLO', { ehlo: LONG_LINE }, 'channel-down', /exceeds maximum/],
  ['421 on EHLO', { ehlo: '421 4.7.0 Too many connections' }, 'channel-down', /421 4\.7\.0/],
  ['451 on MAIL', { mail: '451 4.3.0 Not now' }, 'channel-down', /^MAIL: 451 4\.3\.0 Not now$/],
  ['550 on MAIL', { mail: '550 5.7.1 You are nobody' }, 'channel-down', /^MAIL: 550 5\.7\.1/],
  ['421 on RCPT', { rcpt: '421 4.3.2 Shutting down' }, 'channel-down', /421 4\.3\.2/],
  ['450 on RCPT', { rcpt: '450 4.2.0 Greylisted' }, 'try-later', /^RCPT: 450 4\.2\.0 Greylisted$/],
  ['550 on RCPT', { rcpt: '550 5.1.1 No such user' }, 'refused-for-good', /^RCPT: 550 5\.1\.1 No such user$/],
  ['550 on RCPT, pipelined', { ehlo: PIPELINING, rcpt: '550 5.1.1 No such user' }, 'refused-for-good', /^RCPT: 550/],
  ['550 on MAIL, pipelined', { ehlo: PIPELINING, mail: '550 5.7.1 Nobody' }, 'channel-down', /^MAIL: 550/],
  ['a drop on RCPT', { rcpt: drop() }, 'try-later', /^talking: /],
  ['451 on DATA', { data: '451 4.3.0 Full' }, 'try-later', /^DATA: 451/],
  ['554 on DATA', { data: '554 5.5.1 No' }, 'refused-for-good', /^DATA: 554/],
  ['a drop on DATA', { data: drop() }, 'try-later', /^talking: /],
  ['421 after the dot', { dot: '421 4.3.0 Filter fell over' }, 'try-later', /^message: 421/],
  ['451 after the dot', { dot: '451 4.3.0 Later' }, 'try-later', /^message: 451/],
  ['452 after the dot', { dot: '452 4.3.1 Full' }, 'try-later', /^message: 452/],
  ['552 after the dot', { dot: '552 5.3.4 Too big' }, 'refused-for-good', /^message: 552/],
  ['554 after the dot', { dot: '554 5.7.1 Spam' }, 'refused-for-good', /^message: 554/],
  [
    'a refusal in several lines',
    { dot: '554-5.7.1 Spam\r\n554 5.7.1 Ask us' },
    'refused-for-good',
    /Spam 554 5\.7\.1 Ask/,
  ],
  ['a drop after the dot', { dot: drop() }, 'unknown', /^complete: /],
  ['a reset after the dot', { dot: reset() }, 'unknown', /^complete: /],
  ['half a refusal after the dot', { dot: (wire) => wire.write('550 5.7.1 No') }, 'unknown', /./],
  ['half a refusal and a drop', { dot: both((wire) => wire.write('550 5.7.1 No'), drop()) }, 'unknown', /^complete: /],
  ['rubbish after the dot', { dot: 'thank you' }, 'unknown', /thank you/],
  ['a dripping reply after the dot', { dot: drip(`250 ${'.'.repeat(200)}`, 20) }, 'unknown', /the time was up/],
  ['a line of 300 KB after the dot', { dot: LONG_LINE }, 'unknown', /exceeds maximum/],
  ['a slow 250', { dot: after(200, '250 2.0.0 Took my time') }, 'accepted', /Took my time/],
  ['a reset after the 250', { dot: both('250 2.0.0 Queued', reset()) }, 'accepted', /Queued/],
  ['250 instead of 354', { data: (wire) => wire.write('354 Go\r\n250 2.0.0 Already?\r\n') }, 'unknown', /./],
];

describe('smtpMailer, when the relay gives', () => {
  it.each(CONVERSATIONS)('%s', async (_what, script, kind, reason) => {
    const { mailer } = await openScripted(script, { timeouts: { greeting: 400 } });
    const delivery = await mailer.deliver(mail(), 1_000);
    expect(delivery.kind).toBe(kind);
    expect(delivery.reason).toMatch(reason);
    expect(delivery.reason.length).toBeLessThanOrEqual(300);
    expect(delivery.reason).not.toMatch(/\p{Cc}/u);
  });
});

describe('smtpMailer, afterwards', () => {
  it('goes on over the same connection when a mail was refused, as if that had never begun', async () => {
    const { relay, mailer } = await openScripted(
      { rcpt: inTurn('550 5.1.1 No such user', '250 OK') },
      { maxConnections: 1 },
    );
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('refused-for-good');
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    expect(relay.connections).toBe(1);
    expect(relay.commands.map((line) => line.slice(0, 4))).toEqual(['EHLO', ...TO_RCPT, 'RSET', ...TO_RCPT, 'DATA']);
  });

  it('leaves a connection on which a reply came too early: what comes next could be the one to the mail before', async () => {
    const tooEarly = (wire: Wire) => wire.write('354 Go\r\n250 2.0.0 Already?\r\n');
    const { relay, mailer } = await openScripted({ data: inTurn(tooEarly, '354 Go') });
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('unknown');
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    expect(relay.connections).toBe(2);
  });

  it('takes a new connection when the relay closed the old one while nobody was looking', async () => {
    const { relay, mailer } = await openScripted({ mail: inTurn('250 OK', drop(), '250 OK') });
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    expect(relay.connections).toBe(2);
    expect(relay.messages).toHaveLength(2);
  });

  it('takes a new connection when the relay says goodbye on the old one: it is there, and the channel is not to blame', async () => {
    const goodbye = both('421 4.4.2 Idle for too long', drop());
    const { relay, mailer } = await openScripted({ mail: inTurn('250 OK', goodbye, '250 OK') });
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    expect([relay.connections, relay.messages.length]).toEqual([2, 2]);
  });

  it('blames the channel when the old connection was dead and a new one cannot be had', async () => {
    const { relay, mailer } = await openScripted({});
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    relay.follow({ mail: () => relay.stop() });
    expect(await mailer.deliver(mail(), 2_000)).toMatchObject({
      kind: 'channel-down',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('calls a relay that drops everybody at the door a few times only', async () => {
    const { relay, mailer } = await openScripted({ banner: drop() });
    expect((await mailer.deliver(mail(), 2_000)).kind).toBe('channel-down');
    expect(relay.connections).toBeLessThanOrEqual(3);
  });

  it('never sends the same mail twice in one delivery, also where the reply is lost', async () => {
    const { relay, mailer } = await openScripted({ dot: inTurn('250 OK', reset(), '250 OK') });
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('unknown');
    expect(relay.messages).toHaveLength(2);
  });

  it('carries no more than a hundred mails over one connection', async () => {
    const { relay, mailer } = await openScripted({});
    for (let sent = 0; sent < 101; sent += 1) await mailer.deliver(mail(), 2_000);
    expect(relay.messages).toHaveLength(101);
    expect(relay.connections).toBe(2);
  });

  it('says goodbye to a relay that it has had nothing for in half a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { relay, mailer } = await openScripted({});
    await mailer.deliver(mail(), 5_000);
    vi.advanceTimersByTime(29_000);
    await mailer.deliver(mail(), 5_000);
    vi.advanceTimersByTime(29_000);
    expect(relay.connections).toBe(1);
    expect(relay.commands).not.toContain('QUIT');
    vi.advanceTimersByTime(1_000);
    await eventually('a goodbye', () => relay.commands.includes('QUIT'));
  });

  it('waits for no goodbye when it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const left: Wire[] = [];
    const { mailer } = await openScripted({ quit: (wire) => void left.push(wire) });
    await mailer.deliver(mail(), 5_000);
    vi.advanceTimersByTime(30_000);
    await eventually('a goodbye', () => left.length === 1);
    expect(left[0]?.open).toBe(true);
    await mailer.close();
    await eventually('the end of the connection', () => left[0]?.open === false);
  });

  it('opens no more connections than it may', async () => {
    const { relay, mailer } = await openScripted({ dot: after(20, '250 OK') }, { maxConnections: 2 });
    const kinds = await Promise.all(Array.from({ length: 6 }, () => mailer.deliver(mail(), 2_000)));
    expect(kinds.map(({ kind }) => kind)).toEqual(Array(6).fill('accepted'));
    expect(relay.connections).toBe(2);
  });
});
