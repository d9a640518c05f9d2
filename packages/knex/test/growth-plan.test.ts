import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connections, connect } from '../src/index.ts';
import { migrate, migrationsFor } from '../src/migrate.ts';
import { counted, prepared, type Work } from './explained.ts';
import { fillHistory, fillPending, PENDING_KINDS, type PendingKind } from './large-tables.ts';
import { BOUND, operationsOn } from './operations.ts';
import { recorded, type Statement } from './recorded.ts';

const SMALL = 1_000;
const LARGE = 100_000;
const TABLES = ['users', 'sessions', 'rekey_letters', 'rekey_reset_tokens', 'rekey_audit'];

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
    const tooMany = visited > 2 * before.visited + BOUND + 2 * more || pages > 3 * before.pages + BOUND + 60 * more;
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

  it.each(PENDING_KINDS)('does the same work with 100 times as much of everything, and letters %s', async (kind) => {
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
  }, 120_000);
});
