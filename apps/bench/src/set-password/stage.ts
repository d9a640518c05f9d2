import { freePort } from '@rekey/laboratory';
import { openLoopGauge } from '../loop/loop-gauge.ts';
import type { Place } from '../places/places.ts';
import { addUsers } from '../places/users.ts';
import { migrateDatabase, serveRekey } from '../programs/rekey.ts';
import { openTokenDesk, type TokenDesk } from './token-desk.ts';

/** A server with users, and a desk that makes tokens for them. */
export interface Stage {
  readonly origin: string;
  readonly desk: TokenDesk;
  readLoop(): Promise<number>;
  close(): Promise<void>;
}

export async function openStage(place: Place, users: number): Promise<Stage> {
  const databaseUrl = await place.createDatabase('set-password');
  await migrateDatabase(databaseUrl);
  const driver = await place.open(databaseUrl);
  await addUsers(driver, users);
  await driver.close();
  const port = await freePort();
  const gauge = await openLoopGauge();
  const { nodeArgs, env } = gauge;
  const program = await serveRekey({ databaseUrl, port, nodeArgs, env });
  const desk = openTokenDesk(databaseUrl, users);
  return {
    origin: `http://127.0.0.1:${port}`,
    desk,
    readLoop: () => gauge.read(program.pid),
    async close() {
      await desk.close();
      await program.stop();
      await gauge.close();
    },
  };
}
