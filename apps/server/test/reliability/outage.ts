import { setTimeout as pause } from 'node:timers/promises';
import { chance, eventually, rounds } from '@rekey/laboratory';
import type { Crowd } from './crowd.ts';
import type { Instance } from './instance.ts';
import { spread } from './kills.ts';

/** What happens to a database, and what ends it. */
export interface Trouble {
  begin(): Promise<unknown> | unknown;
  end(): Promise<unknown> | unknown;
}

/** By the monotonic clock. */
export interface Outage {
  readonly awayMs: number;
  /** From the return of the database to the first 200 for somebody. */
  readonly firstSuccessMs: number;
}

// Longer than any answer may take, and than the way back of every connection.
const PATIENCE_MS = 60_000;
// Long enough, in the long form, for those who come while connections are refused one after the other.
const LONGEST_HOLD_MS = rounds(1_500, 6_000);

function failuresOf({ others }: Crowd): number {
  return [...others.values()].reduce((sum, times) => sum + times, 0);
}

const random = chance(7);

/** Takes the database from a crowd that is being served, until somebody has been told so and some time more, and gives it back. */
export async function outageUnder(crowd: Crowd, trouble: Trouble): Promise<Outage> {
  const served = crowd.acknowledged.length;
  await eventually('the crowd is being served', () => crowd.acknowledged.length >= served + 40, PATIENCE_MS);
  const told = failuresOf(crowd);
  await trouble.begin();
  const beganAt = performance.now();
  await eventually('somebody is told that it does not work', () => failuresOf(crowd) > told, PATIENCE_MS);
  await pause(random() * LONGEST_HOLD_MS);
  await trouble.end();
  const endedAt = performance.now();
  const first = await eventually('somebody is served again', () => firstAfter(crowd, endedAt), PATIENCE_MS);
  return { awayMs: endedAt - beganAt, firstSuccessMs: first - endedAt };
}

function firstAfter({ acknowledged }: Crowd, time: number): number | undefined {
  return acknowledged.find(({ at }) => at > time)?.at;
}

/** The columns that a table of outages has in common. */
export function figuresOfOutages(outages: readonly Outage[]): Record<string, string | number> {
  return {
    outages: outages.length,
    'away, p50 / p99': spread(outages.map(({ awayMs }) => awayMs)),
    'first 200 after return, p50 / p99': spread(outages.map(({ firstSuccessMs }) => firstSuccessMs)),
  };
}

/** How often its courier began, and how often it was missed: 1 and 0 unless it had to be started again. */
export function couriersOf({ lives }: Instance): { readonly began: number; readonly missed: number } {
  const log = lives.map((life) => life.stdout()).join('');
  const count = (words: string) => log.split(words).length - 1;
  return { began: count('"msg":"the courier is at work"'), missed: count('"msg":"the courier ended') };
}
