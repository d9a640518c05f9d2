import type { Composition } from '../composition/container.ts';
import { type DatabaseSettings, refuseMissingDatabase, refuseOldSchema } from '../composition/database.ts';
import { DATABASE } from '../composition/tokens.ts';

/** Does an operator's work on a database that is there and up to date, and closes it again. */
export async function atDesk<Result>(
  settings: DatabaseSettings,
  compose: () => Composition,
  work: (desk: Composition) => Promise<Result>,
): Promise<Result> {
  refuseMissingDatabase(settings);
  const desk = compose();
  try {
    await refuseOldSchema(desk.get(DATABASE));
    return await work(desk);
  } finally {
    await desk.close();
  }
}
