import type { Database } from '@rekey/knex';
import {
  type DatabaseSettings,
  openDatabaseOf,
  refuseMissingDatabase,
  refuseOldSchema,
} from '../composition/database.ts';
import type { Environment } from '../settings/environment.ts';
import { readSettings } from '../settings/read-settings.ts';

type Work<Result> = (database: Database) => Promise<Result>;

/** Does an operator's work on a database that is there and up to date, and closes it again. */
export async function withDatabase<Result>(settings: DatabaseSettings, work: Work<Result>): Promise<Result> {
  refuseMissingDatabase(settings);
  const database = openDatabaseOf(settings);
  try {
    await refuseOldSchema(database);
    return await work(database);
  } finally {
    await database.close();
  }
}

/** The same for a command that needs no other settings. */
export function withDatabaseIn<Result>(environment: Environment, work: Work<Result>): Promise<Result> {
  return withDatabase(readSettings(environment, ['database']).database, work);
}
