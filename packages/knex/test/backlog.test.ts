import { describe, expect, it } from 'vitest';
import { knexLetterBox } from '../src/index.ts';
import { BACKLOGS, fillWith } from './backlogs.ts';
import { connected, KINDS, migrated } from './databases.ts';
import { CLAIM, request } from './sample-rows.ts';

/**
 * Half a second of intake, one claim, and a machine that is busy. A claim that grows with what
 * waits takes ten times as long, or never ends.
 */
const SOON_MS = 2_500;
/** After so many executions the server plans a statement no more. */
const PLANNED = 7;

const STATISTICS = {
  SQLite: ['no statistics'],
  PostgreSQL: ['fresh statistics', 'statistics and plans of an empty table'],
  MariaDB: [],
} as const;
const CASES = KINDS.flatMap((kind) =>
  STATISTICS[kind].flatMap((statistics) => BACKLOGS.map((backlog) => ({ kind, statistics, ...backlog }))),
);

describe('a claim with a backlog', () => {
  it.each(CASES)(
    'is soon over on $kind with $pending letters for $names names and $statistics',
    async ({ kind, statistics, pending, names }) => {
      const [, url] = await migrated(kind);
      const connections = connected({ url, limits: { maxConnections: 1 } });
      const { write } = connections;
      const box = knexLetterBox(connections, 100_000);
      if (statistics === 'statistics and plans of an empty table') {
        await write.raw('analyze rekey_letters');
        for (let n = 0; n < PLANNED; n += 1) await box.claim(CLAIM);
      }
      await fillWith(write, { pending, names });
      if (statistics === 'fresh statistics') await write.raw('analyze rekey_letters');
      const began = performance.now();
      const { claimed } = await box.claim(CLAIM);
      const claimedMs = performance.now() - began;
      expect(claimed).toHaveLength(Math.min(CLAIM.limit, names));
      expect(claimedMs).toBeLessThan(SOON_MS);

      await box.post(request('somebody else', '198.51.100.1'));
      let isClaimed = false;
      while (!isClaimed && performance.now() - began < 2 * SOON_MS) {
        const names = (await box.claim(CLAIM)).claimed.map(
          ({ letter }) => 'submittedName' in letter && letter.submittedName,
        );
        isClaimed = names.some((name) => name === 'somebody else');
      }
      expect(isClaimed, 'somebody who asks after the backlog does not wait for it').toBe(true);
    },
    60_000,
  );

  it('is soon over on PostgreSQL although another session keeps an old snapshot open, and with it all dead rows', async () => {
    const [database, url] = await migrated('PostgreSQL');
    const connections = connected({ url, limits: { idleInTransactionMs: 0 } });
    const { write } = connections;
    const reader = await write.transaction(null, { isolationLevel: 'repeatable read' });
    await reader.raw('select count(*) from rekey_letters');
    const took: number[] = [];
    for (let flood = 0; flood < 3; flood += 1) {
      await fillWith(write, { pending: 10_000, names: 1 });
      const began = performance.now();
      for (let folded = 0; folded < 9_999; ) {
        const round = await database.letters.claim(CLAIM);
        folded += round.folded.length;
        const settlements = round.claimed.map((claim) => ({ claim, fate: { state: 'sent' } }) as const);
        folded += (await database.units.run((unit) => unit.letters.settle(settlements))).length;
      }
      took.push(performance.now() - began);
    }
    await reader.rollback();
    expect(Math.max(...took)).toBeLessThan(2 * SOON_MS);
  }, 60_000);
});
