import { percentile } from '../statistics.ts';
import type { Figure } from '../table/figure.ts';
import type { Answer } from '../web/client.ts';
import { insistOn, spendTokens } from './spend-tokens.ts';
import type { Stage } from './stage.ts';

/** Above what the gate lets wait (64 and those that run), so that somebody is always turned away. */
const CONNECTIONS = 128;
const TOKENS = 500;

/** More than can be served: who is turned away hears it at once, and who is let in waits as long as everybody. */
export async function overloaded(stage: Stage, title: (what: string) => string): Promise<readonly Figure[]> {
  const tokens = await stage.desk.mint(TOKENS);
  const { answers } = await spendTokens(stage.origin, CONNECTIONS, tokens);
  insistOn(answers, 200, 503);
  const { admitted, refused } = inFullHouse(answers);
  const p50 = percentile(admitted, 0.5);
  return [
    { what: title(`${CONNECTIONS} connections, p50 of the answers of 503, ms`), ours: [percentile(refused, 0.5)] },
    {
      what: title(`${CONNECTIONS} connections, p99 beside p50 of those admitted, ms`),
      ours: [percentile(admitted, 0.99)],
      limit: [p50],
      goal: { kind: 'times', atMost: 1.5 },
    },
  ];
}

/**
 * The times of those who came while there was a queue to stand in: from the first 503 until the last one.
 * Who comes earlier or later waits for less, and would say nothing about waiting.
 */
export function inFullHouse(answers: readonly Answer[]): {
  readonly admitted: readonly number[];
  readonly refused: readonly number[];
} {
  const refusals = answers.filter(({ status }) => status === 503);
  const from = Math.min(...refusals.map(({ askedAt, ms }) => askedAt + ms));
  const until = Math.max(...refusals.map(({ askedAt }) => askedAt));
  const admitted = answers.filter(({ status, askedAt }) => status !== 503 && askedAt >= from && askedAt <= until);
  return { admitted: admitted.map(({ ms }) => ms), refused: refusals.map(({ ms }) => ms) };
}
