import { existsSync } from 'node:fs';
import type { Database } from '@rekey/knex';
import { checkMapping } from '../composition/check-mapping.ts';
import { type DatabaseSettings, databasePlace, openDatabaseOf, sqlitePath } from '../composition/database.ts';
import { sharedNames } from '../composition/shared-names.ts';
import { databaseAdvice } from '../log/database-advice.ts';
import { faultLine } from '../log/fault-fields.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import { SettingsFault } from '../settings/settings-fault.ts';
import { examineAddresses } from './examine-addresses.ts';
import { examineBacklog } from './examine-backlog.ts';
import { type Finding, well, wrong } from './finding.ts';

/** Does it answer, is its schema up to date, does the mapping fit? Changes nothing and makes no file. */
export async function examineDatabase(
  settings: DatabaseSettings,
  passwords: SettingsOf<'passwords'> | null,
): Promise<readonly Finding[]> {
  const place = databasePlace(settings);
  if (settings.url.startsWith('sqlite:') && !existsSync(sqlitePath(settings.url))) {
    return [wrong('database', `there is no file ${place}: check REKEY_DATABASE_URL, or make it with rekey migrate`)];
  }
  let database: Database | null = null;
  try {
    database = openDatabaseOf(settings);
    await database.ping();
    const schema = await migrations(database);
    const tables = await mappedTables(database, settings, passwords);
    const canRead = schema.ok && tables.every(({ ok }) => ok);
    return [
      well('database', `${place} answers`),
      schema,
      ...tables,
      ...(canRead ? [await examineAddresses(database)] : []),
      ...(await mail(database)),
    ];
  } catch (fault) {
    if (fault instanceof SettingsFault) return fault.faults.map((line) => wrong('settings', line));
    const advice = databaseAdvice(fault)?.advice ?? 'check REKEY_DATABASE_URL and that the database is up';
    return [wrong('database', `${place}: ${faultLine(fault)}: ${advice}`)];
  } finally {
    await database?.close();
  }
}

async function migrations(database: Database): Promise<Finding> {
  const { pending } = await database.migrationStatus();
  return pending.length === 0
    ? well('migrations', 'the schema is up to date')
    : wrong('migrations', `the schema is behind (${pending.join(', ')}): run rekey migrate`);
}

/** Letters of an old schema cannot be read; that it is old was said already. */
async function mail(database: Database): Promise<readonly Finding[]> {
  const { pending } = await database.migrationStatus();
  return pending.length === 0 ? [examineBacklog(await database.backlog.look(), Date.now())] : [];
}

/** Rekey's own table comes with the migrations; only somebody else's can differ from what we were told. */
async function mappedTables(
  database: Database,
  settings: DatabaseSettings,
  passwords: SettingsOf<'passwords'> | null,
): Promise<readonly Finding[]> {
  const { mappingPath, sessionsMappingPath } = settings;
  const checkUsers = async () => {
    const notes = await (passwords === null
      ? database.checkUsersTable()
      : checkMapping(database, { ...passwords, database: settings }));
    const shared = await sharedNames(database);
    return shared === null ? notes : [...notes, shared];
  };
  return [
    ...(await mappedTable('users table', mappingPath, checkUsers)),
    ...(await mappedTable('sessions table', sessionsMappingPath, database.checkSessionsTable)),
  ];
}

async function mappedTable(
  subject: string,
  path: string | undefined,
  check: () => Promise<readonly string[]>,
): Promise<readonly Finding[]> {
  if (path === undefined) return [];
  try {
    const notes = await check();
    return [well(subject, `fits ${path}`), ...notes.map((note) => well(subject, `but note: ${note}`))];
  } catch (fault) {
    return [wrong(subject, `${faultLine(fault)}: correct ${path}`)];
  }
}
