import { setTimeout as pause } from 'node:timers/promises';
import type { Claim, LetterId } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import type { Database } from '../src/index.ts';
import { fillWith } from './backlogs.ts';
import { connected, KINDS, migrated, opened } from './databases.ts';
import { CLAIM, request } from './sample-rows.ts';

/**
 * Connections to SQLite that wait take a thread each of Node's four, and one must be left for who
 * is waited for.
 */
const COURIERS = { SQLite: 2, PostgreSQL: 4, MariaDB: 8 };
const NAMES = 20;
const GATHERED = 3_000;
const LATER = 400;

const nameOf = ({ letter }: Claim) => (letter.kind === 'reset' ? letter.submittedName : '');

/**
 * What several couriers say of letters: which have ended, and which names two of them had at once.
 */
function openRecords() {
  const held = new Set<string>();
  const ended: LetterId[] = [];
  const heldTwice: string[] = [];
  return {
    ended,
    heldTwice,
    async whileHeld(claims: readonly Claim[], work: () => Promise<readonly LetterId[]>): Promise<void> {
      heldTwice.push(...claims.map(nameOf).filter((name) => held.has(name)));
      for (const claim of claims) held.add(nameOf(claim));
      await pause(5);
      for (const claim of claims) held.delete(nameOf(claim));
      ended.push(...(await work()));
    },
  };
}

type Records = ReturnType<typeof openRecords>;

async function workOnce({ letters, units }: Database, { ended, whileHeld }: Records): Promise<void> {
  const { claimed, folded } = await letters.claim({ ...CLAIM, limit: 7 });
  ended.push(...folded.map(({ id }) => id));
  const settlements = claimed.map((claim) => ({ claim, fate: { state: 'sent' } }) as const);
  await whileHeld(claimed, () => units.run((unit) => unit.letters.settle(settlements)));
}

describe.each(KINDS)('couriers at once on %s', (kind) => {
  it('end each of many letters for few names once, and hold one letter of a name at a time', async () => {
    const [database, url] = await migrated(kind);
    await fillWith(connected({ url }).write, { pending: GATHERED, names: NAMES });
    const records = openRecords();
    let asking = true;
    const isDone = async () => !asking && (await database.letters.list({ state: 'pending', limit: 1 })).length === 0;
    const couriers = Array.from({ length: COURIERS[kind] }, async () => {
      const own = opened({ url });
      do await workOnce(own, records);
      while (!(await isDone()));
    });
    for (let n = 0; n < LATER; n += 1) await database.letters.post(request(`user ${n % NAMES}`));
    asking = false;
    await Promise.all(couriers);

    expect(records.heldTwice).toEqual([]);
    expect(records.ended).toHaveLength(GATHERED + LATER);
    expect(new Set(records.ended).size).toBe(GATHERED + LATER);
    const all = await database.letters.list({ limit: GATHERED + LATER });
    expect(new Set(all.map(({ state, reason }) => reason ?? state))).toEqual(new Set(['sent', 'folded']));
  }, 60_000);
});
