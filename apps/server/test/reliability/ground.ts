import { join } from 'node:path';
import { type ConnectionLimits, type Connections, connect, type Database, openDatabase } from '@rekey/knex';
import type { Database as EmptyDatabase } from '@rekey/laboratory';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { onTestFinished } from 'vitest';
import type { Engine } from '../journey/stage.ts';
import { scratchFolder } from '../scripted-shell.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface InstanceOptions {
  readonly limits?: Partial<ConnectionLimits>;
  /** SQLite only, where an instance brings its own clock: how far this one is ahead. */
  readonly aheadMs?: number;
}

/** A migrated database of one test, whose clock can be moved, and whose users belong to somebody else as well. */
export interface Ground {
  readonly url: string;
  /** One more instance on this database; closed when the test is over. */
  open(options?: InstanceOptions): Database;
  /** What the host application does, on a connection of its own. */
  sql(statement: string, values?: readonly (string | number)[]): Promise<readonly Row[]>;
  /** Moves the clock of the database: the server's on PostgreSQL, the instances' on SQLite. */
  advance(ms: number): Promise<void>;
}

export async function openGround(engine: Engine): Promise<Ground> {
  const ground = engine === 'sqlite' ? sqliteGround() : await postgresGround();
  await ground.open().migrate();
  return ground;
}

function sqliteGround(): Ground {
  const url = `sqlite:${join(scratchFolder(), 'rekey.sqlite')}`;
  let ahead = 0;
  return {
    url,
    open: ({ limits = {}, aheadMs = 0 } = {}) =>
      closedLater(openDatabase({ url, limits, clock: () => Date.now() + ahead + aheadMs })),
    sql: asHost(url),
    async advance(ms) {
      ahead += ms;
    },
  };
}

/** A function that comes before pg_catalog's in the search path: the server's clock moves, and nothing in the program knows. */
const SKEW = `
  create schema skew;
  create table skew.clock (ahead_ms bigint not null);
  insert into skew.clock values (0);
  create function skew.clock_timestamp() returns timestamptz language sql volatile as
    $$ select pg_catalog.clock_timestamp() + (select ahead_ms from skew.clock) * interval '1 millisecond' $$;
`;

async function postgresGround(): Promise<Ground> {
  const empty: EmptyDatabase = await postgresOfThisRun().createDatabase();
  onTestFinished(() => empty.drop());
  const { url, name } = empty;
  const prepare = connect({ url });
  await prepare.write.raw(SKEW);
  await prepare.write.raw(`alter database "${name}" set search_path = skew, public, pg_catalog`);
  await prepare.close();
  const sql = asHost(url);
  return {
    url,
    open: ({ limits = {} } = {}) => closedLater(openDatabase({ url, limits })),
    sql,
    async advance(ms) {
      await sql('update skew.clock set ahead_ms = ahead_ms + ?', [ms]);
    },
  };
}

function asHost(url: string): Ground['sql'] {
  let connections: Connections | undefined;
  return async (statement, values = []) => {
    connections ??= closedLater(connect({ url }));
    const answer: unknown = await connections.write.raw(statement, [...values]);
    return Array.isArray(answer) ? answer : (answer as { rows: Row[] }).rows;
  };
}

function closedLater<Open extends { close(): Promise<void> }>(open: Open): Open {
  onTestFinished(() => open.close());
  return open;
}
