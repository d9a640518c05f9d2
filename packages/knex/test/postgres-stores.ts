import type { Instant } from '@rekey/domain/values';
import type { Database } from '@rekey/laboratory';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import knex from 'knex';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../src/index.ts';
import { foundBy, type HostTable, OWN } from './host-tables/index.ts';
import { outsideOf } from './outside.ts';
import type { OpenStore } from './sqlite-stores.ts';

/**
 * Moves the server's clock for one database, with nothing in the program that knows of it: a function that comes before
 * pg_catalog's in the search path and adds what a table says.
 */
const SKEW = `
  create schema skew;
  create table skew.clock (ahead_ms bigint not null);
  insert into skew.clock values (0);
  create function skew.clock_timestamp() returns timestamptz language sql volatile as
    $$ select pg_catalog.clock_timestamp() + (select ahead_ms from skew.clock) * interval '1 millisecond' $$;
`;

const EMPTY = `
  delete from rekey_letters; delete from rekey_reset_tokens; delete from rekey_audit; delete from rekey_claim_alarm; update skew.clock set ahead_ms = 0;
`;

/**
 * A database of its own for each subject, copied from one that was migrated once. One that a subject has left is emptied
 * and serves the next: that takes a tenth of the time.
 */
export function postgresStores(host: HostTable = OWN): OpenStore {
  const server = postgresOfThisRun();
  const mapping = { sessions: host.sessions, ...(host.mapping !== undefined && { mapping: host.mapping }) };
  let template: Database;
  const free: Database[] = [];

  beforeAll(async () => {
    template = await server.createDatabase();
    const outside = outsideConnection(template.url);
    await outside.raw(SKEW);
    for (const statement of host.ddl.postgres) await outside.raw(statement);
    await outside.destroy();
    const database = openDatabase({ url: template.url, ...mapping });
    await database.migrate();
    await database.close();
  });
  afterAll(async () => {
    for (const database of [template, ...free]) await database.drop();
  });

  const take = async (): Promise<Database> => {
    const used = free.pop();
    if (used !== undefined) return used;
    const fresh = await server.createDatabase({ template: template.name });
    const outside = outsideConnection(template.url);
    await outside.raw(`alter database "${fresh.name}" set search_path = skew, public, pg_catalog`);
    await outside.destroy();
    return fresh;
  };

  return async ({ lookUp, unitWaitMs, ...bounds } = {}) => {
    const taken = await take();
    const outside = outsideConnection(taken.url);
    const database = openDatabase({
      url: taken.url,
      ...mapping,
      ...foundBy(host, lookUp),
      ...bounds,
      ...(unitWaitMs !== undefined && { limits: { unitWaitMs } }),
    });
    const advance = async (ms: number) => {
      await outside.raw('update skew.clock set ahead_ms = ahead_ms + ?', [ms]);
    };
    const now = async () => {
      const { rows } = await outside.raw('select floor(extract(epoch from clock_timestamp()) * 1000) as now');
      return Number(rows[0].now) as Instant;
    };
    return {
      subject: { ...database, outside: outsideOf(outside, host, { advance, now }) },
      close: async () => {
        await database.close();
        await outside.raw(
          [
            EMPTY,
            ...[host.sessions.table, ...Object.values(host.parts ?? {}).map(({ table }) => table), host.table].map(
              (table) => `delete from "${table.replaceAll('"', '""')}";`,
            ),
          ].join(''),
        );
        await outside.destroy();
        free.push(taken);
      },
    };
  };
}

function outsideConnection(connectionString: string) {
  return knex({ client: 'pg', connection: { connectionString }, pool: { min: 1, max: 1 } });
}
