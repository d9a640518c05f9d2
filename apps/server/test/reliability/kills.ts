import { setTimeout as pause } from 'node:timers/promises';
import { chance, quantile } from '@rekey/laboratory';
import type { Crowd } from './crowd.ts';
import type { Instance } from './instance.ts';
import type { Place } from './place.ts';

const VICTIMS = ['courier', 'server', 'both'] as const;

/** One kill -9: of whom, and when by the monotonic clock. */
export interface Kill {
  readonly victim: (typeof VICTIMS)[number];
  readonly at: number;
}

/**
 * Kills 5 to 500 ms after the server answers again, or after its courier is at work again; then starts what needs it.
 * A courier that was killed alone is started by its server, which is part of what is tried here.
 */
export async function killAtRandom(instance: Instance, enough: (kills: number) => boolean): Promise<readonly Kill[]> {
  const random = chance(2);
  const kills: Kill[] = [];
  let deck: Kill['victim'][] = [];
  while (!enough(kills.length)) {
    // A deck and not a die: also a short run meets each of them.
    if (deck.length === 0) deck = [...VICTIMS];
    const victim = deck.splice(Math.floor(random() * deck.length), 1)[0] ?? 'both';
    if (random() < 0.5) await instance.courier();
    await pause(5 + random() * 495);
    if (victim === 'courier') await instance.killCourier();
    else if (victim === 'server') instance.killServer();
    else instance.killBoth();
    kills.push({ victim, at: performance.now() });
    if (victim !== 'courier') await instance.start();
  }
  return kills;
}

// What had left a process before it was killed may still be in the sockets.
const IN_SOCKETS_MS = 50;

/** How long after the kill of a server the next request was answered, and after that of a courier the next mail was taken. */
export function recoveryOf(kills: readonly Kill[], crowd: Crowd, { acceptedAt }: Place) {
  const byEnd = [...crowd.acknowledged].sort((one, other) => one.at - other.at);
  const answered = kills
    .filter(({ victim }) => victim !== 'courier')
    .map(({ at }) => (byEnd.find(({ sentAt }) => sentAt > at)?.at ?? Number.NaN) - at);
  const mailed = kills
    .filter(({ victim }) => victim !== 'server')
    .map(({ at }) => (acceptedAt.find((time) => time > at + IN_SOCKETS_MS) ?? Number.NaN) - at);
  return { 'next answer, p50 / p99': spread(answered), 'next mail, p50 / p99': spread(mailed) };
}

export function spread(ms: readonly number[]): string {
  return `${seconds(quantile(ms, 0.5))} / ${seconds(quantile(ms, 0.99))}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
