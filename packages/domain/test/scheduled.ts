import type fc from 'fast-check';
import type { UserKey } from '../src/values/user.ts';
import { type Pause, paced } from './paced.ts';
import { userRow } from './rows.ts';
import { HERE, NEW_PASSWORD, openWorld, type World, type WorldSettings } from './world.ts';

/** Often enough to have found each fault that was put in to see. */
export const RUNS = { numRuns: 200 };

export interface Stage {
  readonly world: World;
  readonly jane: UserKey;
  /** Puts the scheduler in charge: from now on every statement waits for its turn. */
  start(): void;
}

/** A world with Jane in it, whose statements run in an order that fast-check picks. */
export async function stage(scheduler: fc.Scheduler, settings: WorldSettings = {}): Promise<Stage> {
  let inCharge = false;
  const pause: Pause = (statement) => (inCharge ? scheduler.schedule(Promise.resolve(), statement) : Promise.resolve());
  const world = openWorld({ answers: 'private', ...settings, through: (store) => paced(store, pause) });
  const jane = await world.store.addUser(userRow());
  return {
    world,
    jane,
    start() {
      inCharge = true;
    },
  };
}

export const set = (world: World, token: string, n = 0) =>
  world.setPassword({ token, newPassword: `${NEW_PASSWORD} ${n}`, address: HERE });
export const ask = (world: World) => world.requestReset({ username: 'jane.doe', address: HERE });

/** Runs everything at once, in an order that the scheduler picks, and answers what came of it. */
export async function race<Result>(scheduler: fc.Scheduler, runners: readonly Promise<Result>[]): Promise<Result[]> {
  return scheduler.waitFor(Promise.all(runners));
}
