import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Row, rows } from '../src/connections.ts';
import { type Connections, connect } from '../src/index.ts';
import { migrate, migrationsFor } from '../src/migrate.ts';
import { connected, migrated } from './databases.ts';
import { counted, prepared, type Work } from './explained.ts';
import { fillHistory, fillPending, PENDING_KINDS } from './large-tables.ts';
import { BOUND, operationsOn } from './operations.ts';
import { recorded } from './recorded.ts';

const SMALL = 1_000;
const LARGE = 100_000;
const TABLES = ['users', 'sessions', 'rekey_letters', 'rekey_reset_tokens', 'rekey_audit'];

/** No index finds a pending letter by its name: each request would pay for it. The letter box has a bound. */
const LISTS_PENDING = /list letters, (?:pending|all of (?!everybody))/;

type Template = Awaited<ReturnType<ReturnType<typeof postgresOfThisRun>['createDatabase']>>;
const templates = new Map<number, Template>();

async function onUrl<Result>(url: string, work: (connections: Connections) => Promise<Result>): Promise<Result> {
  const connections = connect({ url, limits: { statementMs: 60_000, answerMs: 61_000, idleInTransactionMs: 0 } });
  try {
    return await work(connections);
  } finally {
    await connections.close();
  }
}

/** Autovacuum would take statistics whenever it likes. */
async function prepareTables(connections: Connections): Promise<void> {
  await migrate(connections, migrationsFor(true));
  const { write } = connections;
  await write.raw('create table sessions (user_id bigint not null)');
  await write.raw('create index on sessions (user_id)');
  for (const table of TABLES) await write.raw(`alter table ${table} set (autovacuum_enabled = false)`);
}

async function onCopy<Result>(size: number, work: (connections: Connections) => Promise<Result>): Promise<Result> {
  const database = await postgresOfThisRun().createDatabase({ template: templates.get(size)?.name ?? '' });
  try {
    return await onUrl(database.url, work);
  } finally {
    await database.drop();
  }
}

async function analyse({ write }: Connections): Promise<void> {
  for (const table of TABLES) await write.raw(`analyze ${table}`);
}

/** Statements that grew: a few pages more are a higher index, and what is written is paid for. */
function grown(small: ReadonlyMap<string, Work>, large: ReadonlyMap<string, Work>): readonly string[] {
  return [...large].flatMap(([name, { pages, visited, written }]) => {
    const before = small.get(name) ?? { pages: 0, visited: 0, written: 0 };
    const more = Math.max(0, written - before.written);
    const whole = LISTS_PENDING.test(name) ? LARGE : 0;
    const tooMany =
      visited > 2 * before.visited + BOUND + 8 * more + whole ||
      pages > 3 * before.pages + BOUND + 10 * visited + 60 * more + whole;
    return tooMany ? [`${JSON.stringify(before)} -> ${JSON.stringify({ pages, visited, written })} ${name}`] : [];
  });
}

describe('every statement on PostgreSQL', () => {
  beforeAll(async () => {
    for (const size of [SMALL, LARGE]) {
      const database = await postgresOfThisRun().createDatabase();
      templates.set(size, database);
      await onUrl(database.url, async (connections) => {
        await prepareTables(connections);
        if (size === SMALL) await analyse(connections);
        await fillHistory(connections.write, size);
      });
    }
  });
  afterAll(async () => {
    for (const database of templates.values()) await database.drop();
  });

  it.each(PENDING_KINDS)(
    'does the same work with 100 times as much of everything, and letters %s',
    async (kind) => {
      const measured = (size: number) =>
        onCopy(size, async (connections) => {
          await fillPending(connections.write, kind, size);
          const statements = await recorded(connections, operationsOn(connections));
          const without = await counted(connections.write, statements);
          await analyse(connections);
          return { without, fresh: await counted(connections.write, statements) };
        });
      const small = await measured(SMALL);
      const large = await measured(LARGE);
      expect(grown(small.without, large.without), 'without statistics').toEqual([]);
      expect(grown(small.fresh, large.fresh), 'with fresh statistics').toEqual([]);
    },
    120_000,
  );

  it.each([0, 100])(
    'keeps plans and statistics of tables with %i rows of each kind, and does no more',
    async (few) => {
      const measured = async (size: number) => {
        const database = await postgresOfThisRun().createDatabase();
        const work = await onUrl(database.url, async (connections) => {
          const { write } = connections;
          await prepareTables(connections);
          if (few > 0) await fillHistory(write, few);
          const statements = await recorded(connections, operationsOn(connections));
          await analyse(connections);
          const session = await prepared(write, statements, 'generic');
          try {
            await session.work();
            await fillHistory(write, size, few + 1);
            await fillPending(write, 'due, all of different names', size);
            return await session.work();
          } finally {
            await session.close();
          }
        });
        await database.drop();
        return work;
      };
      expect(grown(await measured(SMALL), await measured(LARGE))).toEqual([]);
    },
    120_000,
  );
});

const TABLE =
  /\b(?:from|join|update|into)\s+(users|sessions|rekey_(?:letters|reset_tokens|audit))\b(?:\s+(?!where|set|order)(\w+))?/gi;
const OTHER = /\b(?:from|join)\s+(?!users|sessions|rekey_)\w+\s+(\w+)/gi;
const NEWEST = /^select \* from \w+ order by id desc limit \?$/;

/** Steps of SQLite that read a whole table, and not the first rows of one by its key. */
function wholeTables(sql: string, plan: readonly Row[]): readonly string[] {
  const names = new Set([...sql.matchAll(TABLE)].flatMap(([, table = '', alias = table]) => [table, alias]));
  // The same letter may stand for a part of the statement, too: the plan of a claim has its own test.
  for (const [, alias = ''] of sql.matchAll(OTHER)) names.delete(alias);
  return plan
    .map(({ detail }) => String(detail))
    .filter((step) => names.has(/^SCAN (\w+)$/.exec(step)?.[1] ?? '') && !NEWEST.test(sql));
}

describe('every statement on SQLite', () => {
  it.each(['no', 'empty', 'full'])('finds its rows by an index, with %s statistics', async (statistics) => {
    const [, url] = await migrated('SQLite');
    const connections = connected({ url });
    const { write } = connections;
    await write.raw('create table sessions (user_id integer not null)');
    await write.raw('create index sessions_user on sessions (user_id)');
    if (statistics === 'empty') await write.raw('analyze');
    await fillHistory(write, SMALL);
    for (const kind of PENDING_KINDS) await fillPending(write, kind, SMALL);
    if (statistics === 'full') await write.raw('analyze');
    const statements = await recorded(connections, operationsOn(connections));
    expect(new Set(statements.map(({ operation }) => operation)).size).toBe(operationsOn(connections).length);
    const whole: string[] = [];
    for (const { operation, sql, bindings } of statements) {
      // It looks at the first few hundred users, whoever they are.
      if (operation === 'tell formats of hashes') continue;
      const plan = await rows(write, `explain query plan ${sql}`, bindings);
      whole.push(...wholeTables(sql, plan).map((step) => `${operation}: ${step}: ${sql}`));
    }
    expect(whole).toEqual([]);
  });
});
