import { type Database, openDatabase } from '@rekey/knex';
import { freePort } from '@rekey/laboratory';
import type { Driver } from '../drivers/driver.ts';
import type { Place } from '../places/places.ts';
import { migrateDatabase, serveRekey } from '../programs/rekey.ts';
import { openTokenDesk, type TokenDesk } from '../set-password/token-desk.ts';
import { addHistory } from './history.ts';

/** A server with a history of some size. */
export interface Stage {
  readonly origin: string;
  readonly desk: TokenDesk;
  readonly database: Database;
  readonly driver: Driver;
  close(): Promise<void>;
}

export async function openStage(place: Place, size: number): Promise<Stage> {
  const databaseUrl = await place.createDatabase(`growth-${size}`);
  await migrateDatabase(databaseUrl);
  const driver = await place.open(databaseUrl);
  await addHistory(place, driver, size);
  const port = await freePort();
  const program = await serveRekey({ databaseUrl, port });
  const desk = openTokenDesk(databaseUrl, size);
  const database = openDatabase({ url: databaseUrl });
  return {
    origin: `http://127.0.0.1:${port}`,
    ...{ desk, database, driver },
    async close() {
      await program.stop();
      await database.close();
      await desk.close();
      await driver.close();
    },
  };
}
