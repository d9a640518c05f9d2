import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Opened, StoreOptions, StoreUnderTest } from '@rekey/contracts';
import type { Instant } from '@rekey/domain/values';
import knex from 'knex';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../src/index.ts';
import { foundBy, type HostTable, OWN } from './host-tables/index.ts';
import { outsideOf } from './outside.ts';

export type OpenStore = (options?: StoreOptions) => Promise<Opened<StoreUnderTest>>;

/** A fresh file for each subject, copied from one that was migrated once. */
export function sqliteStores(host: HostTable = OWN): OpenStore {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-sqlite-'));
  const template = join(folder, 'template.sqlite');
  const mapping = { sessions: host.sessions, ...(host.mapping !== undefined && { mapping: host.mapping }) };
  let files = 0;

  beforeAll(async () => {
    const database = openDatabase({ url: `sqlite:${template}`, ...mapping });
    await database.migrate();
    await database.close();
    const outside = outsideConnection(template);
    for (const statement of host.ddl.sqlite) await outside.raw(statement);
    await outside.destroy();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  return async ({ lookUp, unitWaitMs, ...bounds } = {}) => {
    files += 1;
    const file = join(folder, `${files}.sqlite`);
    copyFileSync(template, file);
    let offset = 0;
    const clock = () => Date.now() + offset;
    const database = openDatabase({
      url: `sqlite:${file}`,
      ...mapping,
      ...foundBy(host, lookUp),
      ...bounds,
      ...(unitWaitMs !== undefined && { limits: { unitWaitMs } }),
      clock,
    });
    const outside = outsideConnection(file);
    const advance = async (ms: number) => {
      offset += ms;
    };
    return {
      subject: {
        ...database,
        outside: outsideOf(outside, host, { advance, now: async () => clock() as Instant }),
      },
      close: async () => {
        await Promise.all([database.close(), outside.destroy()]);
      },
    };
  };
}

function outsideConnection(filename: string) {
  return knex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true, pool: { min: 0, max: 1 } });
}
