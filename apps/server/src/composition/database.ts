import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MappingFile, SessionsFile } from '@rekey/attach';
import {
  type Database,
  MappingFault,
  mariadbAddress,
  openDatabase,
  postgresAddress,
  type SessionsTableMapping,
  type UsersTableMapping,
} from '@rekey/knex';
import { Refusal } from '../refusal.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import { readJsonObject } from '../settings/files.ts';
import { SettingsFault } from '../settings/settings-fault.ts';
import type { Composition } from './container.ts';
import { DATABASE } from './tokens.ts';

export type DatabaseSettings = SettingsOf<'database'>['database'];

export function provideDatabase(composition: Composition, settings: DatabaseSettings): Composition {
  return composition.provide(
    DATABASE,
    () => openDatabaseOf(settings),
    (database) => database.close(),
  );
}

const VARIABLES: Readonly<Record<MappingFault['table'], string>> = {
  users: 'REKEY_USERS_MAPPING',
  sessions: 'REKEY_SESSIONS_MAPPING',
};

/** Nothing is connected to before the first question; a mapping that cannot be used is refused at once. */
export function openDatabaseOf({ url, maxPendingLetters, poolSize, ...paths }: DatabaseSettings): Database {
  try {
    return openDatabase({ url, maxPendingLetters, limits: { maxConnections: poolSize }, ...mappingsIn(paths) });
  } catch (fault) {
    if (!(fault instanceof MappingFault)) throw fault;
    throw new SettingsFault(fault.message.split('\n').map((line) => `${VARIABLES[fault.table]}: ${line}`));
  }
}

function mappingsIn({
  mappingPath,
  sessionsMappingPath,
}: Pick<DatabaseSettings, 'mappingPath' | 'sessionsMappingPath'>) {
  return {
    ...(mappingPath !== undefined && { mapping: mappingIn<UsersTableMapping>('users', mappingPath) }),
    ...(sessionsMappingPath !== undefined && {
      sessions: mappingIn<SessionsTableMapping>('sessions', sessionsMappingPath),
    }),
  };
}

/** The mapping of the users table as its file has it. */
export function readMapping({ mappingPath }: DatabaseSettings): UsersTableMapping | undefined {
  return mappingPath === undefined ? undefined : mappingIn<UsersTableMapping>('users', mappingPath);
}

/** The mapping files as they were written, for what only names their tables and columns. */
export function readMappings({ mappingPath, sessionsMappingPath }: DatabaseSettings): {
  readonly users: MappingFile | null;
  readonly sessions: SessionsFile | null;
} {
  const read = <Mapping>(table: MappingFault['table'], path: string | undefined) =>
    path === undefined ? null : mappingIn<Mapping>(table, path);
  return { users: read('users', mappingPath), sessions: read('sessions', sessionsMappingPath) };
}

/** An object, at least; what must stand in it, the database adapter checks. */
const mappingIn = <Mapping>(table: MappingFault['table'], path: string) =>
  readJsonObject(VARIABLES[table], path) as Mapping;

/** Where the data is, in full and without credentials: a relative path means another file in another working directory. */
export function databasePlace({ url }: Pick<DatabaseSettings, 'url'>): string {
  if (url.startsWith('sqlite:')) return `sqlite:${sqlitePath(url)}`;
  const address = /^(mysql|mariadb):/.test(url) ? mariadbAddress(url) : postgresAddress(url);
  return address?.place ?? url.slice(0, url.indexOf(':') + 3);
}

export function sqlitePath(url: string): string {
  return resolve(url.slice('sqlite:'.length));
}

/** For a command that only looks or mends: opening would make an empty file where a mistyped path points. */
export function refuseMissingDatabase(settings: DatabaseSettings): void {
  if (settings.url.startsWith('sqlite:') && !existsSync(sqlitePath(settings.url))) {
    throw new Refusal(
      `there is no database at ${sqlitePath(settings.url)}: check REKEY_DATABASE_URL, or run rekey migrate`,
    );
  }
}

export async function refuseOldSchema(database: Database): Promise<void> {
  const { pending } = await database.migrationStatus();
  if (pending.length > 0) throw new Refusal(`the database schema is behind by ${pending.length}: run rekey migrate`);
}

/**
 * Brings the schema up to date, or refuses where only an operator may; answers the names of what it ran.
 * A mapping that does not fit the host application's table is found here, and not by the first user.
 */
export async function bringUpToDate(
  database: Database,
  migrate: 'auto' | 'never',
  checkUsers: () => Promise<unknown> = () => database.checkUsersTable(),
): Promise<readonly string[]> {
  if (migrate === 'never') await refuseOldSchema(database);
  const ran = await migrateIfBehind(database);
  if (database.users === null) await checkUsers();
  await database.checkSessionsTable();
  return ran;
}

/** Asks first: most starts find nothing to do, and need not wait for the lock of somebody who does. */
async function migrateIfBehind(database: Database): Promise<readonly string[]> {
  const { pending } = await database.migrationStatus();
  return pending.length === 0 ? [] : database.migrate();
}
