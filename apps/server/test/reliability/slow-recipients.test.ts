import { setTimeout as pause } from 'node:timers/promises';
import {
  type Act,
  after,
  eventually,
  forRecipient,
  printFigures,
  quantile,
  rounds,
  type SmtpScript,
} from '@rekey/laboratory';
import { afterAll, describe, expect, it } from 'vitest';
import { ENGINES, type Engine } from '../journey/stage.ts';
import { logLines } from '../rekey-process.ts';
import { type Domains, OK, openSlowRelay } from './slow-relay.ts';

const SECOND = 1_000;
const SIEGE_S = rounds(15, 120);
const CROWD = rounds(50, 500);
/** The courier's own deadline for a mail. */
const HANGS_MS = 45 * SECOND;
const HANGS: Act = after(HANGS_MS, '450 4.4.1 Callout failed');
const SLOW = /^slow/;

const held: Record<string, string | number>[] = [];
const everybody: Record<string, string | number>[] = [];
afterAll(() => {
  printFigures('Recipients at whom the relay hangs: the delay of everybody else', held);
  printFigures('A relay that is slow for everybody', everybody);
});

interface Attack {
  readonly engine: Engine;
  readonly relay: string;
  readonly script: SmtpScript;
  readonly domains: Domains;
}

const atRecipient: SmtpScript = { rcpt: forRecipient(SLOW, HANGS, OK) };
const afterTheDot: SmtpScript = { dot: forRecipient(SLOW, HANGS, OK) };

const SIEGES: readonly Attack[] = [
  { engine: 'sqlite', relay: 'hangs at RCPT', domains: 'one', script: atRecipient },
  { engine: 'postgres', relay: 'hangs at RCPT', domains: 'many', script: atRecipient },
  { engine: 'postgres', relay: 'hangs after the dot', domains: 'one', script: afterTheDot },
];

const userNames = (count: number, share: number) =>
  Array.from({ length: count }, (_, n) => `${(((n * 7) % 10) + 0.5) / 10 < share ? 'slow' : 'user'}-${n}`);

const delaysIn = (tookMs: ReadonlyMap<string, number>, names: readonly string[]) =>
  names.flatMap((name) => tookMs.get(name) ?? []);

function figuresOf(delays: readonly number[]) {
  const at = (share: number) => (quantile([...delays], share) / SECOND).toFixed(2);
  return { others: delays.length, 'their delay, s: p50': at(0.5), longest: (Math.max(...delays) / SECOND).toFixed(2) };
}

function expectSoon(delays: readonly number[]): void {
  expect(quantile([...delays], 0.5)).toBeLessThan(3 * SECOND);
  expect(Math.max(...delays)).toBeLessThan(10 * SECOND);
}

describe('ten recipients at whom the relay hangs', () => {
  it.each(SIEGES)(
    'hold up nobody else on $engine, where it $relay',
    async (attack) => {
      const slow = Array.from({ length: 10 }, (_, n) => `slow-${n}`);
      const others = Array.from({ length: SIEGE_S }, (_, n) => `user-${n}`);
      const { ask, tookMs, courier } = await openSlowRelay(attack.engine, [...slow, ...others], attack);
      for (const [second, name] of others.entries()) {
        if (second % 5 === 0) await Promise.all(slow.map((name) => ask(name)));
        await ask(name);
        await pause(SECOND);
      }
      await eventually('all others have their mail', () => delaysIn(tookMs, others).length === SIEGE_S, 60_000);
      const delays = delaysIn(tookMs, others);
      const { engine, relay, domains } = attack;
      held.push({ database: engine, relay, slow: '10, again and again', domains, ...figuresOf(delays) });
      expectSoon(delays);
      const [line] = logLines(courier).filter(({ msg }) =>
        msg.startsWith('the mail relay is slow for some recipients'),
      );
      if (line !== undefined) expect(JSON.stringify(line)).not.toMatch(/@|slow-\d/);
    },
    rounds(90_000, 300_000),
  );
});

describe('many recipients at whom the relay hangs', () => {
  it.each([
    ['sqlite', 0.1, 'many'],
    ['postgres', 0.1, 'one'],
    ['sqlite', 0.9, 'one'],
    ['postgres', 0.9, 'many'],
  ] as const)(
    'hold up nobody else on %s, where they are %d of all',
    async (engine, share, domains) => {
      const names = userNames(CROWD, share);
      const others = names.filter((name) => !SLOW.test(name));
      const { ask, tookMs, relay } = await openSlowRelay(engine, names, { script: atRecipient, domains });
      let mostOpen = 0;
      for (const name of names) {
        await ask(name);
        await pause(150);
        mostOpen = Math.max(mostOpen, relay.open);
      }
      await eventually('all others have their mail', () => delaysIn(tookMs, others).length === others.length, 60_000);
      const delays = delaysIn(tookMs, others);
      const slow = `${names.length - others.length} of ${names.length}`;
      held.push({ database: engine, relay: 'hangs at RCPT', slow, domains, ...figuresOf(delays) });
      expectSoon(delays);
      expect(mostOpen).toBeLessThanOrEqual(20);
    },
    rounds(90_000, 300_000),
  );
});

describe.each(ENGINES)('forty recipients at once at whom the relay hangs after the dot, on %s', (engine) => {
  it('hold up nobody else for long, though none of these mails can be broken off', async () => {
    const slow = Array.from({ length: 40 }, (_, n) => `slow-${n}`);
    const others = Array.from({ length: SIEGE_S }, (_, n) => `user-${n}`);
    const { ask, tookMs, relay } = await openSlowRelay(engine, [...slow, ...others], {
      script: afterTheDot,
      domains: 'many',
    });
    await Promise.all(slow.map((name) => ask(name, '192.0.2.9')));
    for (const name of others) {
      await ask(name);
      await pause(SECOND);
    }
    await eventually('all others have their mail', () => delaysIn(tookMs, others).length === SIEGE_S, 60_000);
    const delays = delaysIn(tookMs, others);
    held.push({
      database: engine,
      relay: 'hangs after the dot',
      slow: '40 at once',
      domains: 'many',
      ...figuresOf(delays),
    });
    expectSoon(delays);
    expect(relay.open).toBeLessThanOrEqual(100);
  }, 200_000);
});

describe.each(ENGINES)('a relay that is slow for everybody, on %s', (engine) => {
  it('gets its mails no later than five at a time would, and no letter costs an attempt more', async () => {
    const names = userNames(20, 0);
    const eachMs = 2 * SECOND;
    const script = { rcpt: after(eachMs, OK) };
    const { ask, tookMs, courier } = await openSlowRelay(engine, names, { script, domains: 'one' });
    await Promise.all(names.map((name) => ask(name)));
    await eventually('all have their mail', () => tookMs.size === names.length, 60_000);
    const delays = delaysIn(tookMs, names);
    const fiveAtOnceMs = (names.length / 5) * eachMs;
    everybody.push({
      database: engine,
      'each mail takes, s': eachMs / SECOND,
      'five at a time, s': fiveAtOnceMs / SECOND,
      ...figuresOf(delays),
    });
    expect(Math.max(...delays)).toBeLessThan(fiveAtOnceMs + 2 * SECOND);
    expect(logLines(courier).filter(({ msg }) => /^letter (postponed|held back)/.test(msg))).toEqual([]);
  }, 90_000);
});
