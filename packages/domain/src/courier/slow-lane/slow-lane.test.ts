import { describe, expect, it } from 'vitest';
import { liveAsCourier } from '../../../test/courier-days.ts';
import { crowdAsking, DOMAINS, hangsFor, isSlow, SECOND, siege, waits } from '../../../test/slow-relays.ts';
import { virtualClock } from '../../../test/virtual-clock.ts';
import type { DeliveryWatch } from '../../ports/mailer.ts';
import type { EmailAddress } from '../../values/email-address.ts';
import type { Delivery } from '../../values/mail.ts';
import { SlowLane } from './slow-lane.ts';

const MINUTE = 60 * SECOND;
const NEVER = 10 * MINUTE;
const isOther = (name: string) => !isSlow(name);

describe.each(Object.entries(DOMAINS))('recipients at whom the relay hangs, at %s', (_, addressOf) => {
  it('hold up nobody, when ten of them are asked for again and again', async () => {
    const { tookMs, mostUnderWay } = await liveAsCourier({
      asked: siege(10, 60),
      addressOf,
      thinkMs: hangsFor(NEVER),
      forMs: 65 * SECOND,
    });
    const others = waits(tookMs, isOther);
    expect(others.count).toBe(60);
    expect(others.medianMs).toBeLessThan(1 * SECOND);
    expect(others.slowestMs).toBeLessThan(4 * SECOND);
    expect(mostUnderWay).toBeLessThanOrEqual(20);
  });

  it.each([0.1, 0.9])('hold up nobody, when they are %d of all', async (share) => {
    const asked = crowdAsking(200, share, 100);
    const life = { asked, addressOf, thinkMs: hangsFor(NEVER), forMs: 40 * SECOND };
    const { tookMs, mostUnderWay } = await liveAsCourier(life);
    const others = waits(tookMs, isOther);
    expect(others.count).toBe(Math.round(200 * (1 - share)));
    expect(others.medianMs).toBeLessThan(3 * SECOND);
    expect(others.slowestMs).toBeLessThan(10 * SECOND);
    expect(mostUnderWay).toBeLessThanOrEqual(20);
  });

  it.each([5, 6, 10])('hold up nobody for long, where the relay takes only %d connections', async (connections) => {
    const asked = siege(10, 60);
    const life = { asked, addressOf, thinkMs: hangsFor(NEVER), forMs: 75 * SECOND, connections };
    const { tookMs } = await liveAsCourier(life);
    const others = waits(tookMs, isOther);
    expect(others.count).toBe(60);
    expect(others.medianMs).toBeLessThan(1 * SECOND);
    expect(others.slowestMs).toBeLessThan(10 * SECOND);
  });

  it('get their mail in the end, with all the time that they need, though nine tenths are slow', async () => {
    const asked = crowdAsking(100, 0.9, 0);
    const { world, tookMs } = await liveAsCourier({
      asked,
      addressOf,
      thinkMs: hangsFor(30 * SECOND),
      forMs: 10 * MINUTE,
    });
    expect(waits(tookMs, isSlow).count).toBe(90);
    expect(world.mails()).toHaveLength(100);
    expect(new Set((await world.allLetters()).map(({ state }) => state))).toEqual(new Set(['sent']));
  });
});

describe('a relay that is slow for everybody', () => {
  it.each([1.5, 4, 10, 20, 40])('takes no mail later than before, and costs no attempt: %d s each', async (seconds) => {
    const count = 50;
    const before = Math.ceil(count / 5) * seconds * SECOND;
    const { world, tookMs } = await liveAsCourier({
      asked: crowdAsking(count, 0, 0),
      addressOf: DOMAINS['one domain'],
      thinkMs: () => seconds * SECOND,
      forMs: before + 5 * SECOND,
    });
    expect(waits(tookMs, isOther)).toMatchObject({ count });
    expect(waits(tookMs, isOther).slowestMs).toBeLessThan(before);
    expect(world.mails()).toHaveLength(count);
    expect(new Set((await world.allLetters()).map(({ attempts }) => attempts))).toEqual(new Set([1]));
    expect(world.slowRecipients()).toBe(0);
  });

  it('takes no mail later than before where it becomes so in the middle', async () => {
    const before = 10 * SECOND + Math.ceil(100 / 5) * 4 * SECOND;
    const { world, tookMs } = await liveAsCourier({
      asked: crowdAsking(200, 0, 100),
      addressOf: DOMAINS['one domain'],
      thinkMs: (_, nowMs) => (nowMs < 10 * SECOND ? 20 : 4 * SECOND),
      forMs: before + 5 * SECOND,
    });
    expect(waits(tookMs, isOther).count).toBe(200);
    expect(world.mails()).toHaveLength(200);
  });
});

/** A lane, and mails in it that end when they are told to. */
function openLane(rules = { concurrency: 2, slowPlaces: 3 }) {
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
