import { setTimeout as pause } from 'node:timers/promises';
import { after, drip, drop, inTurn, reset, silence } from '@rekey/laboratory';
import { describe, expect, it, vi } from 'vitest';
import { mail, openScripted } from '../test/open-mailer.ts';

// More than all buffers between us and a relay that does not read.
const HUGE = `${'x'.repeat(70)}\n`.repeat(200_000);

describe('smtpMailer and its deadline', () => {
  it.each([
    ['the banner', { banner: silence() }, 'channel-down'],
    ['EHLO', { ehlo: silence() }, 'channel-down'],
    ['EHLO, a byte now and then', { ehlo: drip(`250 ${'x'.repeat(500)}`, 20) }, 'channel-down'],
    ['MAIL', { mail: silence() }, 'try-later'],
    ['RCPT', { rcpt: silence() }, 'try-later'],
    ['DATA', { data: silence() }, 'try-later'],
    ['the final dot', { dot: silence() }, 'unknown'],
  ] as const)('answers in time when the relay falls silent at %s', async (_step, script, kind) => {
    const { relay, mailer } = await openScripted(script);
    const began = performance.now();
    const delivery = await mailer.deliver(mail(), 200);
    expect(performance.now() - began).toBeLessThan(1_200);
    expect(delivery).toEqual({ kind, reason: expect.stringContaining('the time was up') });
    expect(relay.messages).toHaveLength(kind === 'unknown' ? 1 : 0);
  });

  it('sends no byte of a mail whose time was up while it waited for a connection', async () => {
    const { relay, mailer } = await openScripted({ dot: inTurn(silence(), '250 OK') }, { maxConnections: 1 });
    const slow = mailer.deliver(mail(), 300);
    const waiting = mailer.deliver(mail({ messageId: '<late@example.org>' }), 150);
    expect((await waiting).kind).toBe('channel-down');
    expect((await slow).kind).toBe('unknown');
    expect((await mailer.deliver(mail(), 1_000)).kind).toBe('accepted');
    expect(relay.messages.filter(({ content }) => content.includes('<late@example.org>'))).toEqual([]);
  });

  it('gives no connection to a mail whose time was up while it waited: the next one goes over it', async () => {
    const { relay, mailer } = await openScripted(
      { dot: inTurn(after(200, '250 OK'), '250 OK') },
      { maxConnections: 1 },
    );
    const slow = mailer.deliver(mail(), 5_000);
    expect((await mailer.deliver(mail(), 50)).kind).toBe('channel-down');
    expect((await slow).kind).toBe('accepted');
    expect((await mailer.deliver(mail(), 5_000)).kind).toBe('accepted');
    expect(relay.connections).toBe(1);
  });

  it('holds the rest back when the time is up in the middle of the content', async () => {
    const { relay, mailer } = await openScripted({ inside: silence() });
    const delivery = await mailer.deliver(mail({ text: HUGE }), 2_500);
    expect(delivery).toEqual({ kind: 'try-later', reason: 'sending: the time was up' });
    expect(relay.messages).toEqual([]);
  });

  it('looks at the clock itself when a busy process fires its timers late', async () => {
    const { relay, mailer } = await openScripted({});
    await mailer.deliver(mail(), 1_000);
    const late = mailer.deliver(mail({ messageId: '<late@example.org>' }), 50);
    const busyUntil = performance.now() + 100;
    while (performance.now() < busyUntil);
    expect((await late).kind).toMatch(/try-later|channel-down/);
    expect(relay.messages).toHaveLength(1);
  });

  it('says try-later when the connection breaks before the content is complete', async () => {
    for (const breaks of [drop(), reset()]) {
      const { mailer } = await openScripted({ inside: breaks });
      expect((await mailer.deliver(mail({ text: HUGE }), 5_000)).kind).toBe('try-later');
    }
  });

  it('takes no time at all for a deadline that has passed', async () => {
    const { relay, mailer } = await openScripted({});
    expect((await mailer.deliver(mail(), 0)).kind).toBe('channel-down');
    expect((await mailer.deliver(mail(), -1)).kind).toBe('channel-down');
    expect(relay.messages).toEqual([]);
  });
});

describe('smtpMailer, told to break off', () => {
  const told = () => {
    let breakOff = () => {};
    const when = new Promise<void>((resolve) => {
      breakOff = resolve;
    });
    return { watch: { talking: () => {}, complete: () => {}, breakOff: when }, breakOff: () => breakOff() };
  };

  it.each([
    ['the banner', { banner: silence() }, 'connecting: it was broken off'],
    ['MAIL', { mail: silence() }, 'talking: it was broken off'],
    ['RCPT', { rcpt: silence() }, 'talking: it was broken off'],
    ['DATA', { data: silence() }, 'talking: it was broken off'],
  ] as const)('ends a mail for which the relay is silent at %s, and blames nothing', async (_step, script, reason) => {
    const { relay, mailer } = await openScripted(script);
    const { watch, breakOff } = told();
    const delivery = mailer.deliver(mail(), 20_000, watch);
    await vi.waitFor(() => expect(relay.connections).toBe(1));
    await pause(50);
    breakOff();
    expect(await delivery).toEqual({ kind: 'try-later', reason });
    expect(relay.messages).toEqual([]);
  });

  it('sends nothing of it later over the same connection', async () => {
    const { relay, mailer } = await openScripted({ rcpt: inTurn(after(200, '250 OK'), '250 OK') });
    const { watch, breakOff } = told();
    const hanging = mailer.deliver(mail({ messageId: '<hangs@example.org>' }), 20_000, watch);
    await vi.waitFor(() => expect(relay.commands.at(-1)).toMatch(/^RCPT/));
    breakOff();
    expect((await hanging).kind).toBe('try-later');
    await pause(250);
    expect((await mailer.deliver(mail(), 5_000)).kind).toBe('accepted');
    expect(relay.messages).toHaveLength(1);
  });
});

describe('smtpMailer.close', () => {
  it('ends a delivery that waits for its reply, and calls it unknown', async () => {
    const { relay, mailer } = await openScripted({ dot: silence() });
    const delivery = mailer.deliver(mail(), 20_000);
    await vi.waitFor(() => expect(relay.messages).toHaveLength(1));
    await mailer.close();
    expect(await delivery).toEqual({ kind: 'unknown', reason: 'complete: the mailer was closed' });
  });

  it('ends a delivery that has not handed over everything, and knows that it failed', async () => {
    const { relay, mailer } = await openScripted({ rcpt: silence() });
    const delivery = mailer.deliver(mail(), 20_000);
    await vi.waitFor(() => expect(relay.commands.at(-1)).toMatch(/^RCPT/));
    await mailer.close();
    expect(await delivery).toEqual({ kind: 'try-later', reason: 'talking: the mailer was closed' });
  });

  it('takes no mail afterwards', async () => {
    const { relay, mailer } = await openScripted({});
    await mailer.close();
    expect(await mailer.deliver(mail(), 1_000)).toEqual({ kind: 'channel-down', reason: 'the mailer is closed' });
    expect(relay.connections).toBe(0);
  });
});
