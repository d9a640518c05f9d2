import { connect, openDatabase } from '@rekey/knex';
import { eventually } from '@rekey/laboratory';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { onTestFinished } from 'vitest';
import type { Row } from '../reliability/ground.ts';
import { askRaw } from './ask-raw.ts';
import { addPeople, PEOPLE, type Person } from './people.ts';
import { startService } from './service.ts';

type Counts = Readonly<Record<string, number>>;

const COUNTS = `
  select relname, seq_scan + coalesce(idx_scan, 0) as reads, n_tup_ins as inserts, n_tup_upd as updates,
    n_tup_del as deletes
  from pg_stat_user_tables where relname = 'users' or relname like 'rekey\\_%'`;

const OTHERS = `
  select 1 from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

/** A database with everybody in it, to which nobody is connected: what a connection did is counted when it ends. */
export async function peopledPostgres(): Promise<string> {
  const { url, drop } = await postgresOfThisRun().createDatabase();
  onTestFinished(drop);
  const [database, { write, close }] = [openDatabase({ url }), connect({ url })];
  await database.migrate();
  const sql = async (statement: string, values: readonly (string | number)[] = []) =>
    ((await write.raw(statement, [...values])) as { rows: Row[] }).rows;
  await addPeople({ open: () => database, sql });
  await Promise.all([database.close(), close()]);
  return url;
}

/** Asks once, through a service of its own. */
export async function askOnce(url: string, person: Person, answers: 'private' | 'documented'): Promise<void> {
  const service = await startService(url, answers);
  await askRaw(service.port, PEOPLE[person]);
  await service.stop();
}

/** What the server counted meanwhile, table by table; what stayed as it was is left out. */
export async function countedDuring(url: string, work: () => Promise<void>): Promise<Counts> {
  const before = await countsWhenAlone(url);
  await work();
  const after = await countsWhenAlone(url);
  const risen = Object.entries(after).map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)]);
  return Object.fromEntries(risen.filter(([, count]) => count !== 0));
}

/** A connection ends a moment later than its client knows; by then the server has counted what it did. */
async function countsWhenAlone(url: string): Promise<Counts> {
  const { read, close } = connect({ url });
  const ask = async (sql: string) => ((await read.raw(sql)) as { rows: Row[] }).rows;
  await eventually('all others are gone', async () => (await ask(OTHERS)).length === 0);
  const tables = await ask(COUNTS);
  await close();
  return Object.fromEntries(
    tables.flatMap(({ relname, ...counts }) =>
      Object.entries(counts).map(([what, count]): [string, number] => [`${relname}: ${what}`, Number(count)]),
    ),
  );
}
