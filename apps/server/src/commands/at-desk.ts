import { composeDesk } from '../composition/compose-desk.ts';
import type { Composition } from '../composition/container.ts';
import { type DatabaseSettings, refuseMissingDatabase, refuseOldSchema } from '../composition/database.ts';
import { DATABASE } from '../composition/tokens.ts';
import type { Environment } from '../settings/environment.ts';
import { readSettings } from '../settings/read-settings.ts';

type Work<Result> = (desk: Composition) => Promise<Result>;

/** Does an operator's work on a database that is there and up to date, and closes it again. */
export function atDesk<Result>(environment: Environment, work: Work<Result>): Promise<Result> {
  const { database } = readSettings(environment, ['database']);
  return atDeskOf(database, composeDesk(database), work);
}

/** The same at a desk with more on it than the database. */
export async function atDeskOf<Result>(
  settings: DatabaseSettings,
  desk: Composition,
  work: Work<Result>,
): Promise<Result> {
  try {
    refuseMissingDatabase(settings);
    await refuseOldSchema(desk.get(DATABASE));
    return await work(desk);
  } finally {
    await desk.close();
  }
}
