import { printFigures } from '@rekey/laboratory';
import { afterAll, describe, expect, it } from 'vitest';
import { MAIL_DEADLINE_MS, mailerTo, trustedCertificate } from './troubled-relay.ts';
import { type MatrixRow, TROUBLES } from './troubles.ts';
import { virtualCourier } from './virtual-courier.ts';

const SECOND = 1_000;
const TROUBLE_LASTS = 40 * SECOND;
const HOUR = 3_600 * SECOND;
// A paused channel is tried every 30 s at the latest; the rest is the turn that finds the letters due.
const RELEASED_WITHIN = 32 * SECOND;

const table: Record<string, string | number>[] = [];
afterAll(() => printFigures('What a relay can do to a letter', table));

/** Lets letters wait, mends the relay after a while, and works on until all have ended. */
async function live({ start, letters = 1 }: MatrixRow) {
  const relay = await start(await trustedCertificate());
  const courier = await virtualCourier(mailerTo(relay), MAIL_DEADLINE_MS);
  await courier.ask(...Array.from({ length: letters }, (_, n) => `user-${n}`));
  const askedAt = courier.now();
  let mendedAt: number | null = null;
  const happen = async () => {
    await relay.mend();
    mendedAt = courier.now();
  };
  await courier.work(5 * HOUR, { ms: TROUBLE_LASTS, happen });
  const endedAt = courier.now();
  const arrived = relay.arrived();
  const duplicates = arrived.length - new Set(arrived).size;
  const waitedMs = endedAt - (mendedAt ?? askedAt);
  return { recovered: mendedAt !== null, waitedMs, duplicates, ends: await courier.letters() };
}

const seconds = (ms: number) => (ms / SECOND).toFixed(1);
const spanOf = (values: readonly number[]) => [...new Set([Math.min(...values), Math.max(...values)])].join(' to ');

/** The part before the relay's words, which differ. */
const reasonOf = ([first]: readonly { readonly reason: string | null }[]) => first?.reason?.split(':')[0] ?? '';

describe('a letter ends well, or with its reason, when its relay does this:', () => {
  it.each(TROUBLES.map((row) => [row.trouble, row] as const))(
    '%s',
    async (_, row) => {
      const { recovered, waitedMs, duplicates, ends } = await live(row);
      const states = [...new Set(ends.map(({ state }) => state))].join(', ');
      const attempts = ends.map((letter) => letter.attempts);
      table.push({
        trouble: row.trouble,
        letters: ends.length,
        'final state': states,
        attempts: spanOf(attempts),
        'ended, s': `${seconds(waitedMs)} after ${recovered ? 'recovery' : 'the request'}`,
        duplicates,
        reason: reasonOf(ends),
      });
      expect(states).toBe(row.ends);
      if (row.fault === 'channel') expect(spanOf(attempts)).toBe('1');
      if (row.fault === 'channel' && recovered) expect(waitedMs).toBeLessThan(RELEASED_WITHIN);
    },
    60_000,
  );
});
