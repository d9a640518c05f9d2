import type { Kept } from '@rekey/domain/ports';
import { describe, expect, it } from 'vitest';
import { type Connections, rows } from '../src/connections.ts';
import { purgeStatement } from '../src/knex-housekeeping.ts';
import { connected, migrated } from './databases.ts';
import { CLAIM, request } from './sample-rows.ts';

const KEPT: readonly Kept[] = ['letters', 'tokens', 'audit'];
const AGE_MS = 1_000;
const NUMBERS = 'with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ?)';

/** As many rows of each kind that were over long ago, and as many that are not over for an hour to come. */
async function fill({ write }: Connections, count: number): Promise<void> {
  const later = Date.now() + 3_600_000;
  for (const at of [1, later]) {
    const times = `${at}, ${at}, ${at}, ${at}`;
    await write.raw(
      `insert into rekey_letters (kind, submitted_name, name_key, state, requested_at, asked_at, due_at, settled_at)
       ${NUMBERS} select 'reset', 'user', 'user', 'sent', ${times} from numbers`,
      [count],
    );
    await write.raw(
      `insert into rekey_reset_tokens (digest, user_key, revision, minted_at, expires_at)
       ${NUMBERS} select '${at} ' || i, '1', 'r', 1, ${at} from numbers`,
      [count],
    );
    await write.raw(`insert into rekey_audit (at, kind) ${NUMBERS} select ${at}, 'all-tokens-revoked' from numbers`, [
      count,
    ]);
  }
}

describe('purge', () => {
  it.each(KEPT)('finds old %s by an index on SQLite', async (kept) => {
    const [, url] = await migrated('SQLite');
    const { write, dialect } = connected({ url });
    const sql = `explain query plan ${purgeStatement(dialect, kept)}`;
    const plan = (await rows(write, sql, [dialect.now(write), AGE_MS, 200])).map(({ detail }) => String(detail));
    expect(plan.join('\n')).toMatch(/^SEARCH o USING (COVERING )?INDEX \w+ \(\w+>?\??( AND \w+)?<\?\)/m);
    expect(plan.join('\n')).not.toMatch(/^SCAN (o|rekey_)|USE TEMP B-TREE/m);
  });

  it.each(KEPT)('touches few pages on PostgreSQL for a batch of %s, whatever the history', async (kept) => {
    const [, url] = await migrated('PostgreSQL');
    const connections = connected({ url });
    const { write, dialect } = connections;
    await fill(connections, 20_000);
    const sql = `explain (analyze, buffers, format json) ${purgeStatement(dialect, kept)} returning 1`;
    const [answer] = await rows(write, sql, [dialect.now(write), AGE_MS, 200]);
    if (answer === undefined) throw new Error('EXPLAIN answers a row');
    const [{ Plan: plan }] = answer['QUERY PLAN'] as [{ Plan: Record<string, unknown> }];
    expect(plan['Actual Rows']).toBe(200);
    // 200 rows, their index steps and their locks.
    expect(Number(plan['Shared Hit Blocks']) + Number(plan['Shared Read Blocks'])).toBeLessThan(4_000);
    expect(JSON.stringify(plan)).not.toMatch(/Seq Scan|Bitmap/);
  });

  it('waits for nobody on PostgreSQL, and nobody waits for it', async () => {
    const [database, url] = await migrated('PostgreSQL');
    const connections = connected({ url });
    await fill(connections, 5);
    const { write, dialect } = connections;
    const options = { olderThanMs: AGE_MS, limit: 200 };
    const held = await write.transaction();
    await rows(held, 'select id from rekey_letters order by settled_at limit 2 for update');
    expect(await database.housekeeping.purge('letters', options)).toBe(3);
    await held.rollback();

    const underWay = await write.transaction();
    await rows(underWay, purgeStatement(dialect, 'letters'), [dialect.now(write), AGE_MS, 200]);
    expect(await database.letters.post(request('jane'))).toBe('posted');
    expect((await database.letters.claim(CLAIM)).claimed).toHaveLength(1);
    expect(await database.housekeeping.purge('letters', options)).toBe(0);
    await underWay.commit();
    expect(await database.letters.list({ limit: 100 })).toHaveLength(6);
  });
});
