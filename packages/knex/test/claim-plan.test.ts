import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import type { Connections } from '../src/connections.ts';
import { rows } from '../src/connections.ts';
import { claimStatement } from '../src/letters/claim-statement.ts';
import { INTAKE, intakeStatement } from '../src/letters/intake.ts';
import { BACKLOGS, fillWith } from './backlogs.ts';
import { connected, migrated } from './databases.ts';

const HISTORY = { pending: 20_000, names: 20_000 };
const HOUR = 3_600_000;

interface Step {
  readonly sql: string;
  readonly values: Knex.RawBinding[];
}

function stepsOf({ dialect, write }: Connections): Readonly<Record<'intake' | 'claim' | 'suspects', Step>> {
  const times = [dialect.now(write), 60_000, HOUR, HOUR];
  return {
    intake: { sql: intakeStatement(dialect, INTAKE), values: [...times, HOUR] },
    claim: { sql: claimStatement(dialect, 'queue'), values: [...times, 50] },
    // A courier takes them one at a time.
    suspects: { sql: claimStatement(dialect, 'suspects'), values: [...times, 1] },
  };
}

/** What may have become of all that wait. */
const FATES = {
  arrived: 'due_at = due_at',
  queued: 'place = id',
  postponed: 'due_at = due_at + 900000',
  'left by couriers': 'place = id, lease_until = 1',
  'suspects of having killed couriers': 'place = id, lease_until = 1, lapses = 1',
  'too old': 'asked_at = 1',
};
const CASES = [
  ...BACKLOGS.map((backlog) => ({ ...backlog, fate: 'arrived' as const })),
  ...(Object.keys(FATES) as (keyof typeof FATES)[]).map((fate) => ({ pending: 30_000, names: 30_000, fate })),
].flatMap((each) => ['old', 'fresh'].map((statistics) => ({ ...each, statistics })));

const ARRIVED = 'SEARCH l USING INDEX rekey_letters_arrived';
const SUSPECT = 'SCAN l USING INDEX rekey_letters_suspect';
const STRANDED = 'SCAN l USING INDEX rekey_letters_stranded';
const OF_A_NAME = 'rekey_letters_waiting (submitted_name=?)';
const BY_ID = 'USING INTEGER PRIMARY KEY (rowid=?)';

/** Every node of a plan of PostgreSQL. */
function nodesOf(plan: Record<string, unknown>): readonly Record<string, unknown>[] {
  const below = (plan['Plans'] ?? []) as readonly Record<string, unknown>[];
  return [plan, ...below.flatMap(nodesOf)];
}

const sum = (node: Record<string, unknown>, ...figures: string[]) =>
  figures.reduce((total, figure) => total + Number(node[figure] ?? 0), 0);

async function analysed(write: Knex, { sql, values }: Step): Promise<Record<string, unknown>> {
  const [answer] = await rows(write, `explain (analyze, buffers, format json) ${sql}`, values);
  if (answer === undefined) throw new Error('EXPLAIN answers a row');
  const [{ Plan: plan }] = answer['QUERY PLAN'] as [{ Plan: Record<string, unknown> }];
  return plan;
}

describe('the plan of a claim', () => {
  it('finds its letters through the indexes of what is pending on SQLite', async () => {
    const [, url] = await migrated('SQLite');
    const connections = connected({ url });
    const { intake, claim, suspects } = stepsOf(connections);
    const planOf = async ({ sql, values }: Step) =>
      (await rows(connections.write, `explain query plan ${sql}`, values)).map(({ detail }) => String(detail));
    const searched = (plan: readonly string[]) =>
      plan.filter((step) => /^(SEARCH|SCAN) (l|o|k|q|n|rekey_letters) USING/.test(step));
    const [first, second, third] = [await planOf(intake), await planOf(claim), await planOf(suspects)];
    expect(searched(first)).toEqual(
      [
        `${ARRIVED} (due_at<?)`,
        `${ARRIVED} (due_at<?)`,
        `${ARRIVED} (due_at>?)`,
        OF_A_NAME,
        OF_A_NAME,
        `SEARCH k ${BY_ID}`,
        'SEARCH q USING INDEX rekey_letters_queue (place>?)',
        'SEARCH n USING INDEX rekey_letters_networks (network=?',
        `SEARCH rekey_letters ${BY_ID}`,
      ].map((step) => expect.stringContaining(step)),
    );
    expect(searched(second)).toEqual(
      [STRANDED, 'SEARCH l USING INDEX rekey_letters_queue (place>?)', OF_A_NAME, `SEARCH rekey_letters ${BY_ID}`].map(
        (step) => expect.stringContaining(step),
      ),
    );
    expect(searched(third)).toEqual(
      [SUSPECT, `SEARCH rekey_letters ${BY_ID}`].map((step) => expect.stringContaining(step)),
    );
    for (const plan of [second, third]) expect(plan.join()).not.toMatch(/USE TEMP B-TREE FOR ORDER BY/);
  });

  it.each(CASES)(
    'touches few pages on PostgreSQL with a history, $pending letters for $names names ($fate), and $statistics statistics',
    async ({ statistics, fate, ...backlog }) => {
      const [, url] = await migrated('PostgreSQL');
      const connections = connected({ url });
      const { write } = connections;
      await fillWith(write, HISTORY, 'sent');
      if (statistics === 'old') await write.raw('analyze rekey_letters');
      await fillWith(write, backlog);
      await write.raw(`update rekey_letters set ${FATES[fate]} where state = 'pending'`);
      if (statistics === 'fresh') await write.raw('analyze rekey_letters');
      for (const [name, step] of Object.entries(stepsOf(connections))) {
        const letters = name === 'intake' ? 2 * INTAKE : 50;
        const table = nodesOf(await analysed(write, step)).filter((node) => node['Relation Name'] === 'rekey_letters');
        expect(new Set(table.map((node) => node['Node Type']))).not.toContain('Seq Scan');
        for (const node of table) {
          const read = sum(node, 'Actual Rows', 'Rows Removed by Filter', 'Rows Removed by Index Recheck');
          expect(read * Number(node['Actual Loops']), JSON.stringify(node)).toBeLessThanOrEqual(2 * letters);
        }
      }
    },
    60_000,
  );
});
