import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@rekey/laboratory';
import { discrepancy } from '../forgot-password/durability.ts';
import { lettersTable } from '../forgot-password/letters-table.ts';
import { load } from '../forgot-password/load.ts';
import type { Place } from '../places/places.ts';
import type { Plan } from '../plan.ts';
import { migrateDatabase, serveRekey } from '../programs/rekey.ts';
import { insistOn, spendTokens } from '../set-password/spend-tokens.ts';
import { openTokenDesk } from '../set-password/token-desk.ts';
import type { Figure } from '../table/figure.ts';
import { timetable } from '../timetable.ts';
import { PLAIN, SHAPES, type Shape } from './shapes.ts';

const ASKING = 64;
const CHANGING = 16;
const CHANGES_PER_SECOND = 50 * availableParallelism();
/** Enough for the compiler to have seen the code, and to tell how many requests a slice is. */
const WARM_UP = 3_000;

/** A server on one shape of tables. */
interface Stage {
  /** Documented answers on many connections: every request looks its user up. */
  requestsPerSecond(amount: number): Promise<number>;
  changesPerSecond(amount: number): Promise<number>;
  close(): Promise<void>;
}

/** Measures documented answers and changes of password on other shapes of users tables, beside the plain one. */
export async function measureTables(place: Place, { seconds, rounds }: Plan): Promise<readonly Figure[]> {
  const changes = CHANGES_PER_SECOND * seconds;
  const stages: Stage[] = [];
  try {
    for (const shape of [PLAIN, ...SHAPES]) stages.push(await openStage(place, shape, Math.max(1_000, changes)));
    const asked = await inTurn(stages, rounds, seconds, (stage, amount) => stage.requestsPerSecond(amount), WARM_UP);
    const changed = await inTurn(stages, rounds, seconds, (stage, amount) => stage.changesPerSecond(amount), changes);
    return SHAPES.flatMap(({ title }, index) => [
      {
        what: `${place.title}, ${title}: documented at ${ASKING} connections, req/s beside the plain table`,
        ours: asked[index + 1] ?? [],
        limit: asked[0] ?? [],
        goal: { kind: 'share' as const, atLeast: 0.8 },
      },
      {
        what: `${place.title}, ${title}: changes/s at ${CHANGING} connections beside the plain table`,
        ours: changed[index + 1] ?? [],
        limit: changed[0] ?? [],
        goal: { kind: 'share' as const, atLeast: 0.95 },
      },
    ]);
  } finally {
    for (const stage of stages) await stage.close();
  }
}

/** The rates of each stage, a value for each round; the first slice of each only tells how many its slices are. */
async function inTurn(
  stages: readonly Stage[],
  rounds: number,
  seconds: number,
  rateOf: (stage: Stage, amount: number) => Promise<number>,
  warmUp: number,
): Promise<readonly (readonly number[])[]> {
  const amounts: number[] = [];
  for (const stage of stages) amounts.push(Math.ceil(Math.min((await rateOf(stage, warmUp)) * seconds, 1e6)));
  const rates = stages.map((): number[] => []);
  const order = stages.map((_, index) => index);
  for (const { contestant } of timetable(() => order, [1], rounds)) {
    const stage = stages[contestant];
    if (stage !== undefined) rates[contestant]?.push(await rateOf(stage, amounts[contestant] ?? warmUp));
  }
  return rates;
}

async function openStage(place: Place, shape: Shape, users: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-bench-tables-'));
  const databaseUrl = await place.createDatabase(`tables-${shape.title.replaceAll(/\W+/g, '-')}`);
  const driver = await place.open(databaseUrl);
  for (const statement of shape.ddl) await driver.run(statement);
  const mappingPath = join(folder, 'mapping.json');
  await writeFile(mappingPath, JSON.stringify(shape.mapping));
  const env: Readonly<Record<string, string>> = shape.mapping === null ? {} : { REKEY_USERS_MAPPING: mappingPath };
  await migrateDatabase(databaseUrl, env);
  await shape.addUsers(driver, users);
  for (const statement of place.settling) await driver.run(statement);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const program = await serveRekey({ databaseUrl, port, answers: 'documented', env });
  const desk = openTokenDesk(databaseUrl, users, shape.mapping ?? undefined);
  const letters = lettersTable(driver, place.emptying);
  return {
    async requestsPerSecond(amount) {
      const result = await load(origin, ASKING, amount);
      const wrong = discrepancy(result, await letters.countRows());
      if (wrong !== null) throw new Error(wrong);
      await letters.empty();
      return result.answered / result.seconds;
    },
    async changesPerSecond(amount) {
      const tokens = await desk.mint(Math.min(amount, users));
      const { answers, seconds } = await spendTokens(origin, CHANGING, tokens);
      insistOn(answers, 200);
      await letters.empty();
      return tokens.length / seconds;
    },
    async close() {
      await desk.close();
      await program.stop();
      await driver.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
