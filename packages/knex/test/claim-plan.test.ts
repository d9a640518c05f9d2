import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import type { Connections } from '../src/connections.ts';
import { rows } from '../src/connections.ts';
import { claimStatement } from '../src/letter-claim.ts';
import { connected, migrated } from './databases.ts';

const HISTORY = 20_000;
const PENDING = 2_000;

const NUMBERS = `with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ?)`;
const COLUMNS = 'kind, submitted_name, name_key, requested_at, asked_at, due_at, state';

async function fill(write: Knex, count: number, state: string): Promise<void> {
  const values = `'reset', 'user ' || i, 'user ' || i, 1, 4102444800000, 1, '${state}'`;
  await write.raw(`insert into rekey_letters (${COLUMNS}) ${NUMBERS} select ${values} from numbers`, [count]);
}

function valuesFor({ dialect, write }: Connections): Knex.RawBinding[] {
  return [dialect.now(write), 60_000, 60_000, 60_000, 0, 50];
}

describe('claim', () => {
  it('finds its letters through the indexes of what is pending on SQLite', async () => {
    const [, url] = await migrated('SQLite');
    const connections = connected({ url });
    const sql = `explain query plan ${claimStatement(connections.dialect)}`;
    const plan = (await rows(connections.write, sql, valuesFor(connections))).map(({ detail }) => String(detail));
    const steps = plan.filter((step) => /^(SCAN|SEARCH) (l|o|s|rekey_letters)\b/.test(step));
    expect(steps).toEqual([
      expect.stringMatching(/^SEARCH l USING INDEX rekey_letters_held /),
      expect.stringMatching(/^SEARCH o USING COVERING INDEX rekey_letters_waiting \(submitted_name=\?\)/),
      expect.stringMatching(/^SEARCH l USING INDEX rekey_letters_held /),
      expect.stringMatching(/^SEARCH o USING COVERING INDEX rekey_letters_waiting \(submitted_name=\?\)/),
      expect.stringMatching(/^SEARCH l USING INDEX rekey_letters_due \(due_at>\? AND due_at<\?\)/),
      expect.stringMatching(/^SEARCH o USING COVERING INDEX rekey_letters_waiting \(submitted_name=\?\)/),
      expect.stringMatching(/^SEARCH s USING INDEX rekey_letters_waiting \(submitted_name=\?\)/),
      expect.stringMatching(/^SEARCH rekey_letters USING INTEGER PRIMARY KEY/),
    ]);
    expect(plan.join()).not.toMatch(/USE TEMP B-TREE FOR ORDER BY/);
  });

  it.each(['no statistics', 'statistics from before the queue filled'])(
    'touches few pages on PostgreSQL, with a history, a queue and %s',
    async (statistics) => {
      const [, url] = await migrated('PostgreSQL');
      const connections = connected({ url });
      const { write } = connections;
      await fill(write, HISTORY, 'sent');
      if (statistics !== 'no statistics') await write.raw('analyze rekey_letters');
      await fill(write, PENDING, 'pending');
      const sql = `explain (analyze, buffers, format json) ${claimStatement(connections.dialect)}`;
      const [answer] = await rows(write, sql, valuesFor(connections));
      if (answer === undefined) throw new Error('EXPLAIN answers a row');
      const [{ Plan: plan }] = answer['QUERY PLAN'] as [{ Plan: Record<string, unknown> }];
      expect(plan['Actual Rows']).toBe(50);
      // 50 letters at some 30 pages each, index steps and new row versions included; reading all would be ten times that.
      expect(Number(plan['Shared Hit Blocks']) + Number(plan['Shared Read Blocks'])).toBeLessThan(2_500);
      expect(JSON.stringify(plan)).not.toMatch(/Seq Scan|Bitmap|"Sort"/);
    },
  );
});
