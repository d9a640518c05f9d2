import type { Knex } from 'knex';
import type { Statement } from './recorded.ts';

type Node = Readonly<Record<string, unknown>>;

/** What a statement did, as PostgreSQL counts it. */
export interface Work {
  readonly pages: number;
  /** Rows of tables that were looked at, thrown away or not. */
  readonly visited: number;
  /** Rows that were written. */
  readonly written: number;
}

const QUERY_CANCELED = '57014';
/** What takes as long has grown beyond anything that is worth counting. */
const LONGEST_MS = 3_000;
const ENDLESS = { pages: Number.POSITIVE_INFINITY, visited: Number.POSITIVE_INFINITY, written: 0 };

const nodesOf = (plan: Node): readonly Node[] => {
  const below = (plan['Plans'] ?? []) as readonly Node[];
  return [plan, ...below.flatMap(nodesOf)];
};
const sum = (node: Node, ...figures: string[]) =>
  figures.reduce((total, figure) => total + Number(node[figure] ?? 0), 0);
const total = (nodes: readonly Node[], count: (node: Node) => number) =>
  nodes.reduce((before, node) => before + count(node), 0);

function workOf(plan: Node): Work {
  const nodes = nodesOf(plan);
  const visits = nodes.filter((node) => 'Relation Name' in node && /Scan/.test(String(node['Node Type'])));
  const below = (node: Node) =>
    ((node['Plans'] ?? []) as readonly Node[]).filter((child) => child['Parent Relationship'] === 'Outer');
  return {
    pages: sum(plan, 'Shared Hit Blocks', 'Shared Read Blocks'),
    visited: total(
      visits,
      (node) =>
        sum(node, 'Actual Rows', 'Rows Removed by Filter', 'Rows Removed by Index Recheck') *
        Number(node['Actual Loops']),
    ),
    written: total(
      nodes.filter((node) => node['Node Type'] === 'ModifyTable').flatMap(below),
      (node) => Number(node['Actual Rows']) * Number(node['Actual Loops']),
    ),
  };
}

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  if (!Array.isArray(value)) return `'${String(value).replaceAll("'", "''")}'`;
  return `'{${value
    .map((each) => (each === null ? 'NULL' : JSON.stringify(String(each))))
    .join(',')
    .replaceAll("'", "''")}}'`;
};
const call = (name: string, { bindings }: Statement) =>
  bindings.length === 0 ? name : `${name}(${bindings.map(literal).join(', ')})`;

/**
 * Prepares statements, as every connection of Rekey does, and counts what they do. Nothing that
 * they do is kept. `generic`: planned once for all values, as it is after a few executions.
 */
export async function prepared(
  on: Knex,
  statements: readonly Statement[],
  plan: 'generic' | 'custom',
): Promise<{ work(): Promise<ReadonlyMap<string, Work>>; close(): Promise<void> }> {
  const session: unknown = await on.client.acquireConnection();
  const ask = async (sql: string) => rowsOf(await on.raw(sql).connection(session));
  await ask(`set statement_timeout = ${LONGEST_MS}`);
  await ask(`set plan_cache_mode = force_${plan}_plan`);
  for (const [number, { sql }] of statements.entries()) await ask(`prepare counted_${number} as ${sql}`);

  const explain = async (statement: Statement, number: number): Promise<Work> => {
    const sql = `explain (analyze, buffers, format json) execute ${call(`counted_${number}`, statement)}`;
    const [answer] = await ask(sql).catch((fault: { code?: string }) => {
      if (fault.code !== QUERY_CANCELED) throw fault;
      return [];
    });
    if (answer === undefined) return ENDLESS;
    const [{ Plan }] = answer['QUERY PLAN'] as [{ Plan: Node }];
    return workOf(Plan);
  };
  return {
    async work() {
      const all = new Map<string, Work>();
      for (const [number, statement] of statements.entries()) {
        await ask('begin');
        // The first to step over entries of rows that are gone marks them, and pays for it.
        await explain(statement, number).finally(() => ask('rollback'));
        await ask('begin');
        const work = await explain(statement, number).finally(() => ask('rollback'));
        all.set(`${statement.operation}: ${statement.sql}`, work);
      }
      return all;
    },
    async close() {
      await ask('deallocate all');
      await ask('reset plan_cache_mode');
      on.client.releaseConnection(session);
    },
  };
}

const rowsOf = (answer: unknown) => (answer as { rows?: readonly Node[] }).rows ?? [];

/** Both kinds of plan, made for what the tables hold now. */
export async function counted(on: Knex, statements: readonly Statement[]): Promise<ReadonlyMap<string, Work>> {
  const all = new Map<string, Work>();
  for (const plan of ['generic', 'custom'] as const) {
    const session = await prepared(on, statements, plan);
    try {
      for (const [name, work] of await session.work()) all.set(`${plan} ${name}`, work);
    } finally {
      await session.close();
    }
  }
  return all;
}
