import type { Logger } from 'pino';
import { databaseAdvice } from '../log/database-advice.ts';
import { faultLine } from '../log/fault-fields.ts';
import { Refusal } from '../refusal.ts';
import { aborted, type Pause } from './waiting.ts';

export interface AwaitDatabaseDeps {
  readonly logger: Logger;
  readonly pause: Pause;
  /** In [0, 1). */
  readonly random: () => number;
}

// Soon enough for those who wait for the service, seldom enough for a server that starts with a crowd at its door.
const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * Does what a process needs of its database before it can begin, again and again while the database is away: machines of
 * one rack start in any order. What no waiting will mend comes out as a refusal with advice. `null` if it is told to stop meanwhile.
 */
export async function awaitDatabase<Result>(
  prepare: () => Promise<Result>,
  deps: AwaitDatabaseDeps,
  stop: AbortSignal,
): Promise<Result | null> {
  for (let failures = 0; ; failures += 1) {
    const tried = await Promise.race([attempt(prepare), aborted(stop).then(() => 'stopped' as const)]);
    if (tried === 'stopped') return null;
    if ('result' in tried) {
      if (failures > 0) deps.logger.info('the database is there');
      return tried.result;
    }
    judge(tried.fault, failures, deps.logger);
    await deps.pause(restAfter(failures, deps.random()), stop);
  }
}

type Attempt<Result> = { readonly result: Result } | { readonly fault: unknown };

async function attempt<Result>(prepare: () => Promise<Result>): Promise<Attempt<Result>> {
  try {
    return { result: await prepare() };
  } catch (fault) {
    return { fault };
  }
}

/** One line when the wait begins; throws where there is nothing to wait for. */
function judge(fault: unknown, failures: number, logger: Logger): void {
  const known = databaseAdvice(fault);
  if (known === null || fault instanceof Refusal) throw fault;
  if (known.kind === 'settings') throw new Refusal(`${faultLine(fault)}: ${known.advice}`);
  if (failures > 0) return;
  logger.error({ err: fault }, `the database is away; waiting for it. ${capitalized(known.advice)}`);
}

function restAfter(failures: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round((longest * (1 + random)) / 2);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
