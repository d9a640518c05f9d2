import type { Instant } from '@rekey/domain/values';
import type { Database } from '@rekey/laboratory';
import { mariadbOfThisRun } from '@rekey/laboratory/vitest';
import knex from 'knex';
import { afterAll, beforeAll } from 'vitest';
import type { Connections } from '../src/connections.ts';
import {
  connect,
  DEFAULT_MAX_PENDING,
  knexAuditReader,
  knexBacklog,
  knexHousekeeping,
  knexLetterBox,
  knexResetTokenStore,
  knexUnitOfWork,
  knexUserDirectory,
  openDatabase,
  sessionsTable,
  usersTable,
} from '../src/index.ts';
import { foundBy, type HostTable, OWN } from './host-tables/index.ts';
import { outsideOf } from './outside.ts';
import type { OpenStore } from './sqlite-stores.ts';

const OWN_TABLES = ['rekey_letters', 'rekey_reset_tokens', 'rekey_audit', 'rekey_claim_alarm'];
const MANY = 100_000;

/**
 * A database of its own for each subject, which serves the next one once it is emptied. The server's clock cannot be moved for
 * one database, so the dialect's is: the parts are put together by hand for that.
 */
export function mariadbStores(host: HostTable = OWN): OpenStore {
  const server = mariadbOfThisRun();
  const free: Database[] = [];
  const mapping = { sessions: host.sessions, ...(host.mapping !== undefined && { mapping: host.mapping }) };

  const make = async (): Promise<Database> => {
    const fresh = await server.createDatabase();
    const outside = outsideConnection(fresh.url);
    for (const statement of host.ddl.mariadb) await outside.raw(statement);
    await outside.destroy();
    const database = openDatabase({ url: fresh.url, ...mapping });
    await database.migrate();
    await database.close();
    return fresh;
  };
  beforeAll(async () => {
    free.push(await make());
  });
  afterAll(async () => {
    for (const database of free) await database.drop();
  });

  return async ({ lookUp, unitWaitMs, maxPendingLetters, maxWaitingPosts, maxWaitingLookUps } = {}) => {
    const taken = free.pop() ?? (await make());
    const outside = outsideConnection(taken.url);
    let ahead = 0;
    const connected = connect({ url: taken.url, ...(unitWaitMs !== undefined && { limits: { unitWaitMs } }) });
    const connections = movedBy(connected, () => ahead);
    const users = usersTable(connections.dialect, foundBy(host, lookUp).mapping ?? host.mapping);
    const database = {
      directory: knexUserDirectory(connections, users, maxWaitingLookUps ?? MANY),
      tokens: knexResetTokenStore(connections),
      letters: knexLetterBox(connections, maxPendingLetters ?? DEFAULT_MAX_PENDING, maxWaitingPosts),
      units: knexUnitOfWork(connections, users, sessionsTable(connections.dialect, host.sessions)),
      auditReader: knexAuditReader(connections),
      housekeeping: knexHousekeeping(connections),
      backlog: knexBacklog(connections),
    };
    const advance = async (ms: number) => {
      ahead += ms;
    };
    const now = async () => {
      const [[row]] = await outside.raw('select ? as now', [connections.dialect.now(outside)]);
      return Number(row.now) as Instant;
    };
    return {
      subject: { ...database, outside: outsideOf(outside, host, { advance, now }) },
      close: async () => {
        await connections.close();
        const parts = Object.values(host.parts ?? {}).map(({ table }) => table);
        for (const table of [...OWN_TABLES, host.sessions.table, ...parts, host.table]) {
          await outside.raw(`delete from "${table.replaceAll('"', '""')}"`);
        }
        await outside.destroy();
        free.push(taken);
      },
    };
  };
}

/** The same database, by a clock that is ahead of the server's. */
function movedBy(connections: Connections, aheadMs: () => number): Connections {
  const { dialect } = connections;
  return {
    ...connections,
    dialect: {
      ...dialect,
      now: (on) => on.raw(`(? + ${aheadMs()})`, [dialect.now(on)]),
      timestamp: (on, zone) => on.raw(`(? + interval ${aheadMs() * 1000} microsecond)`, [dialect.timestamp(on, zone)]),
    },
  };
}

function outsideConnection(uri: string) {
  const afterCreate = (
    connection: { query(sql: string, done: (error: Error | null) => void): void },
    done: (error: Error | null) => void,
  ) => connection.query(`set session sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES'`, done);
  return knex({
    client: 'mysql2',
    connection: { uri, timezone: 'Z', charset: 'utf8mb4' } as object,
    pool: { min: 1, max: 1, afterCreate },
  });
}
