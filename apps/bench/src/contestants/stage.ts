import type { Driver } from '../drivers/driver.ts';
import type { Contestant } from './contestant.ts';
import { addUsers, lettersTable } from './letters-table.ts';
import { freePort, type Program, startServer } from './program.ts';
import { migrateDatabase, serveRekey } from './rekey.ts';

export type ContestantName = 'private' | 'documented' | 'limit';

export type Contestants = Readonly<Record<ContestantName, Contestant>>;

/** What the two kinds of database differ in. */
export interface Place {
  /** A fresh database, as Rekey's setting names it. */
  createDatabase(name: ContestantName): Promise<string>;
  open(databaseUrl: string): Promise<Driver>;
  readonly emptying: readonly string[];
  readonly limitScript: URL;
  /** The database as the limit's program wants it. */
  limitArgument(databaseUrl: string): string;
}

/** Starts all contestants, each with a database of its own that Rekey itself made. They idle while it is not their turn. */
export async function openStage(place: Place): Promise<Contestants> {
  const limit = (url: string, port: number) => {
    const args = [place.limitArgument(url), String(port)];
    const env = { NODE_ENV: 'production' };
    return startServer({ script: place.limitScript, args, env }, `http://127.0.0.1:${port}`);
  };
  return {
    private: await enter(place, 'private', (url, port) => serveRekey(url, port, 'private')),
    documented: await enter(place, 'documented', (url, port) => serveRekey(url, port, 'documented')),
    limit: await enter(place, 'limit', limit),
  };
}

async function enter(
  place: Place,
  name: ContestantName,
  serve: (databaseUrl: string, port: number) => Promise<Program>,
): Promise<Contestant> {
  const databaseUrl = await place.createDatabase(name);
  await migrateDatabase(databaseUrl);
  const driver = await place.open(databaseUrl);
  await addUsers(driver);
  const port = await freePort();
  const program = await serve(databaseUrl, port);
  return {
    origin: `http://127.0.0.1:${port}`,
    ...lettersTable(driver, place.emptying),
    async stop() {
      await program.stop();
      await driver.close();
    },
  };
}
