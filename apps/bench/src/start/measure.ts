import { onPlace, sqlitePlace } from '../places/places.ts';
import type { Plan } from '../plan.ts';
import type { Program } from '../programs/program.ts';
import { migrateDatabase } from '../programs/rekey.ts';
import type { Figure } from '../table/figure.ts';
import { timetable } from '../timetable.ts';
import { startLimit, startOurs } from './contestants.ts';

/** A start is short, so there can be many. */
const STARTS_PER_ROUND = 3;

/** From the spawn to the first answer, on a database that is there and up to date. */
export function measureStart({ rounds }: Plan): Promise<readonly Figure[]> {
  return onPlace(sqlitePlace, async (place) => {
    const databaseUrl = await place.createDatabase('start');
    await migrateDatabase(databaseUrl);
    const start = { ours: startOurs, limit: startLimit };
    // The first start of each reads its files from the disk.
    for (const begin of Object.values(start)) await timeOf(() => begin(databaseUrl));
    const times = { ours: [] as number[], limit: [] as number[] };
    for (const { contestant } of timetable(() => ['ours', 'limit'] as const, [1], rounds * STARTS_PER_ROUND)) {
      times[contestant].push(await timeOf(() => start[contestant](databaseUrl)));
    }
    const goal = { kind: 'times', atMost: 1.2 } as const;
    return [{ what: 'serve beside Hapi, Knex and sqlite3, ms', ...times, goal }];
  });
}

async function timeOf(begin: () => Promise<Program>): Promise<number> {
  const began = performance.now();
  const program = await begin();
  const ms = performance.now() - began;
  await program.stop();
  return ms;
}
