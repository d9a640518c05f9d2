import { freePort } from '@rekey/laboratory';
import { type LoopGauge, openLoopGauge } from '../loop/loop-gauge.ts';
import type { Place } from '../places/places.ts';
import { addUsers } from '../places/users.ts';
import { type Program, startServer } from '../programs/program.ts';
import { migrateDatabase, serveRekey } from '../programs/rekey.ts';
import type { Contestant } from './contestant.ts';
import { lettersTable } from './letters-table.ts';
import { USERNAMES } from './load.ts';

export type ContestantName = 'private' | 'documented' | 'limit';

export type Contestants = Readonly<Record<ContestantName, Contestant>>;

type Serve = (databaseUrl: string, port: number, gauge: LoopGauge) => Promise<Program>;

/** Starts all contestants, each with a database of its own that Rekey itself made. They idle while it is not their turn. */
export async function openStage(place: Place): Promise<Contestants> {
  return {
    private: await enter(place, 'private', serveWith('private')),
    documented: await enter(place, 'documented', serveWith('documented')),
    limit: await enter(place, 'limit', limitOf(place)),
  };
}

function serveWith(answers: 'private' | 'documented'): Serve {
  return (databaseUrl, port, { nodeArgs, env }) => serveRekey({ databaseUrl, port, answers, nodeArgs, env });
}

function limitOf({ limitScript: script, limitArgument }: Place): Serve {
  return (databaseUrl, port, { nodeArgs, env }) => {
    const args = [limitArgument(databaseUrl), String(port)];
    const options = { script, args, nodeArgs, env: { NODE_ENV: 'production', ...env } };
    return startServer(options, `http://127.0.0.1:${port}`);
  };
}

async function enter(place: Place, name: ContestantName, serve: Serve): Promise<Contestant> {
  const databaseUrl = await place.createDatabase(name);
  await migrateDatabase(databaseUrl);
  const driver = await place.open(databaseUrl);
  // Documented answers look everybody up, so everybody has to be there.
  await addUsers(driver, USERNAMES.length);
  const port = await freePort();
  const gauge = await openLoopGauge();
  const program = await serve(databaseUrl, port, gauge);
  return {
    origin: `http://127.0.0.1:${port}`,
    readLoop: () => gauge.read(program.pid),
    ...lettersTable(driver, place.emptying),
    async stop() {
      await program.stop();
      await driver.close();
      await gauge.close();
    },
  };
}
