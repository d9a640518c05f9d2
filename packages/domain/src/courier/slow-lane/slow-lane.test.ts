import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../test/slow-relays.ts';
import { virtualClock } from '../../../test/virtual-clock.ts';
import type { DeliveryWatch } from '../../ports/mailer.ts';
import type { EmailAddress } from '../../values/email-address.ts';
import type { Delivery } from '../../values/mail.ts';
import { SlowLane } from './slow-lane.ts';

const MINUTE = 60 * SECOND;

/** A lane, and mails in it that end when they are told to. */
function openLane(rules = { concurrency: 2, slowPlaces: 3, parkedPlaces: 0 }) {
  const clock = virtualClock(0);
  const lane = new SlowLane(clock, rules);
  const send = (name: string, talks = true) => {
    const told = { left: false, brokenOff: false, ended: null as string | null };
    let end = (_: Delivery['kind']) => {};
    const passage = lane.pass(`${name}@example.com` as EmailAddress, (watch: DeliveryWatch) => {
      if (talks) watch.talking();
      void watch.breakOff.then(() => {
        told.brokenOff = true;
      });
      return new Promise((resolve) => {
        end = (kind) => resolve({ kind, reason: 'words' });
      });
    });
    void passage.left.then(() => {
      told.left = true;
    });
    void passage.ended.then((passed) => {
      told.ended = passed.kind === 'delivered' ? passed.delivery.kind : passed.kind;
    });
    return { told, end: (kind: Delivery['kind']) => end(kind) };
  };
  const pass = async (ms: number) => {
    clock.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { lane, send, pass };
}

describe('SlowLane', () => {
  it('gives the place of a mail that hangs to the next, and lets it go on', async () => {
    const { send, pass } = openLane();
    const hanging = send('hanging');
    await pass(SECOND + 500);
    expect(hanging.told).toEqual({ left: true, brokenOff: false, ended: null });
    hanging.end('accepted');
    await pass(0);
    expect(hanging.told.ended).toBe('accepted');
  });

  it('breaks a mail off only when the slow lane is full, and knows its recipient again', async () => {
    const { lane, send, pass } = openLane();
    for (const name of ['a', 'b', 'c']) send(name);
    await pass(SECOND + 500);
    const last = send('d');
    await pass(50);
    send('quick').end('accepted');
    await pass(0);
    await pass(4 * SECOND);
    expect(last.told.brokenOff).toBe(true);
    last.end('try-later');
    await pass(0);
    expect(last.told.ended).toBe('held-back');
    expect(lane.slowRecipients).toBe(1);
    const again = send('d');
    await pass(0);
    expect(again.told.ended).toBe('held-back');
    await pass(11 * MINUTE);
    expect(lane.slowRecipients).toBe(0);
  });

  it('forgets a recipient at whom the relay hangs no longer', async () => {
    const { lane, send, pass } = openLane();
    const hanging = send('hanging');
    await pass(50);
    send('quick').end('accepted');
    await pass(0);
    await pass(20 * SECOND);
    hanging.end('accepted');
    await pass(0);
    expect(lane.slowRecipients).toBe(1);
    const again = send('hanging');
    await pass(50);
    expect(again.told.left).toBe(true);
    again.end('accepted');
    await pass(0);
    expect(lane.slowRecipients).toBe(0);
  });

  it('takes a refused connection for a limit of the relay, as long as more than usual are open', async () => {
    const { lane, send, pass } = openLane();
    const hanging = send('hanging');
    await pass(SECOND + 500);
    const second = send('second');
    const third = send('third', false);
    third.end('channel-down');
    await pass(0);
    expect(third.told.ended).toBe('held-back');
    second.end('accepted');
    await pass(0);
    // Without a connection more, what hangs has one of the usual ones.
    expect([hanging.told.brokenOff, lane.width]).toEqual([false, 1]);
    const fourth = send('fourth', false);
    fourth.end('channel-down');
    await pass(0);
    expect(fourth.told.ended).toBe('channel-down');
  });
});
