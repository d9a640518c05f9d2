import { describe, expect, it } from 'vitest';
import { liveAsCourier } from '../../../test/courier-days.ts';
import { crowdAsking, DOMAINS, hangsFor, isSlow, SECOND, siege, waits } from '../../../test/slow-relays.ts';

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

  it('hold up nobody for long at whom it hesitates once, though nine tenths are slow', async () => {
    const asked = crowdAsking(300, 0.9, 150);
    const met = new Set<string>();
    const thinkMs = (name: string) => {
      if (isSlow(name)) return NEVER;
      const hesitates = Number(name.split('-')[1]) % 30 === 7 && !met.has(name);
      met.add(name);
      return hesitates ? 400 : 20;
    };
    const { tookMs } = await liveAsCourier({ asked, addressOf, thinkMs, forMs: 60 * SECOND });
    const others = waits(tookMs, isOther);
    expect(others.count).toBe(30);
    expect(others.medianMs).toBeLessThan(3 * SECOND);
    expect(others.slowestMs).toBeLessThan(10 * SECOND);
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

describe.each(Object.entries(DOMAINS))('recipients at whom the relay hangs after the mail, at %s', (_, addressOf) => {
  const life = { addressOf, thinkMs: hangsFor(NEVER), when: 'after' } as const;

  it('hold up nobody, when ten of them are asked for again and again', async () => {
    const { tookMs } = await liveAsCourier({ ...life, asked: siege(10, 60), forMs: 65 * SECOND });
    const others = waits(tookMs, isOther);
    expect(others.count).toBe(60);
    expect(others.medianMs).toBeLessThan(1 * SECOND);
    expect(others.slowestMs).toBeLessThan(4 * SECOND);
  });

  it.each([20, 40, 90])('hold up nobody for long, when one network asks for %d of them at once', async (count) => {
    const strangers = Array.from({ length: count }, (_, n) => ({ atMs: 0, username: `slow-${n}`, from: '192.0.2.9' }));
    const asked = [...strangers, ...siege(0, 40)];
    const { tookMs, mostUnderWay } = await liveAsCourier({ ...life, asked, forMs: 60 * SECOND });
    const others = waits(tookMs, isOther);
    expect(others.count).toBe(40);
    expect(others.medianMs).toBeLessThan(3 * SECOND);
    expect(others.slowestMs).toBeLessThan(10 * SECOND);
    expect(mostUnderWay).toBeLessThanOrEqual(100);
  });

  it.each([0.1, 0.9])('hold up nobody, when they are %d of all', async (share) => {
    const asked = crowdAsking(100, share, 500);
    const { tookMs, mostUnderWay } = await liveAsCourier({ ...life, asked, forMs: 70 * SECOND });
    const others = waits(tookMs, isOther);
    expect(others.count).toBe(Math.round(100 * (1 - share)));
    expect(others.medianMs).toBeLessThan(3 * SECOND);
    expect(others.slowestMs).toBeLessThan(10 * SECOND);
    expect(mostUnderWay).toBeLessThanOrEqual(100);
  });
});
