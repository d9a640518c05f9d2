import { passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';
import type { Database } from '@rekey/knex';
import { printFigures, rounds } from '@rekey/laboratory';
import { afterAll, describe, expect, it } from 'vitest';
import { ENGINES } from '../journey/stage.ts';
import { openGround } from './ground.ts';
import { addUser, mintFor } from './recovery.ts';
import { type Service, startServices } from './services.ts';

const CALLERS = [2, 10, 50, 200];
const ROUNDS = rounds(1, 50);
const LONG_ENOUGH = 900_000;

const table: Record<string, string | number>[] = [];
afterAll(() => printFigures('One token, many callers', table));

const hasher = passwordHasher();
const passwordOf = (round: number, caller: number) => `the password of caller ${caller} in round ${round}`;

/** Everybody posts the same token at once, each with a password of their own; answers the statuses in order of the callers. */
async function playRound(database: Database, services: readonly Service[], callers: number, round: number) {
  const token = await mintFor(database, 'jane');
  const posts = Array.from({ length: callers }, async (_, caller) => {
    const answer = await services[caller % services.length]?.setPassword(token, passwordOf(round, caller));
    return answer?.status ?? 0;
  });
  const statuses = await Promise.all(posts);
  return { statuses, winner: statuses.indexOf(200) };
}

async function opens(database: Database, password: string): Promise<boolean> {
  const hash = (await database.passwordHashOf('jane'))?.hash;
  return hash != null && hasher.verify(password as NewPassword, hash);
}

describe.each(ENGINES)('one token on %s', (engine) => {
  it.each([1, 3])(
    'opens once, whoever posts it how often at once to how many processes (%i)',
    async (processes) => {
      const ground = await openGround(engine);
      const database = ground.open();
      await addUser(database, 'jane');
      const services = await startServices(ground.url, processes);
      const figures: { callers: number; winners: number; 'hash is the winner’s': number; others: number }[] = [];
      for (const callers of CALLERS) {
        const all: number[] = [];
        let winnersHash = 0;
        for (let round = 0; round < ROUNDS; round += 1) {
          const { statuses, winner } = await playRound(database, services, callers, round);
          all.push(...statuses);
          expect(statuses.filter((status) => status === 200)).toHaveLength(1);
          if (await opens(database, passwordOf(round, winner))) winnersHash += 1;
        }
        const count = (wanted: number) => all.filter((status) => status === wanted).length;
        const others = all.length - count(200) - count(401);
        const counts = { rounds: ROUNDS, winners: count(200), 'hash is the winner’s': winnersHash };
        const row = { callers, ...counts, 'refused (401)': count(401), others };
        figures.push(row);
        table.push({ database: engine, processes, ...row });
      }
      expect(figures.map(({ others }) => others)).toEqual(CALLERS.map(() => 0));
      expect(figures.map(({ winners }) => winners)).toEqual(CALLERS.map(() => ROUNDS));
      expect(figures.map((row) => row['hash is the winner’s'])).toEqual(CALLERS.map(() => ROUNDS));
    },
    LONG_ENOUGH,
  );
});
