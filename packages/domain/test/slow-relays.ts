import type { Asked, CourierLife } from './courier-days.ts';

export const SECOND = 1_000;

/** Where users read mail: all at one domain, or each at their own. */
export const DOMAINS = {
  'one domain': (name: string) => `${name}@example.com`,
  'many domains': (name: string) => `${name}@${name}.example.com`,
} as const;

export const isSlow = (name: string): boolean => name.startsWith('slow');

/** So many ask once each, one after the other, of whom a share reads mail where the relay hangs. */
export function crowdAsking(count: number, share: number, everyMs: number): readonly Asked[] {
  return Array.from({ length: count }, (_, n) => {
    // In no order that a courier could make use of.
    const kind = (((n * 7) % 10) + 0.5) / 10 < share ? 'slow' : 'user';
    return { atMs: n * everyMs, username: `${kind}-${n}` };
  });
}

/** So many ask again and again for names at which the relay hangs, and somebody else asks every second. */
export function siege(slow: number, seconds: number): readonly Asked[] {
  const others = Array.from({ length: seconds }, (_, n) => ({ atMs: n * SECOND + 300, username: `user-${n}` }));
  const attacks = Array.from({ length: Math.floor(seconds / 5) }, (_, wave) =>
    Array.from({ length: slow }, (_, n) => ({ atMs: wave * 5 * SECOND, username: `slow-${n}` })),
  );
  return [...others, ...attacks.flat()];
}

/** A relay that hangs at the slow, for as long, and takes the others in 20 ms. */
export const hangsFor =
  (ms: number): CourierLife['thinkMs'] =>
  (name) =>
    isSlow(name) ? ms : 20;

export function waits(tookMs: ReadonlyMap<string, number>, which: (name: string) => boolean) {
  const sorted = [...tookMs].flatMap(([name, ms]) => (which(name) ? [ms] : [])).sort((one, other) => one - other);
  return { count: sorted.length, medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, slowestMs: sorted.at(-1) ?? 0 };
}
