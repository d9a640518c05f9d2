import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, createClient } from '../web/client.ts';

const SET_PASSWORD = '/api/1/services/api/1/user/set-password.json';

const NEW_PASSWORD = 'a password that is long enough';
/** What somebody who was told 503 waits before the next try. */
const AFTER_BUSY_MS = 250;

export interface Spent {
  /** Every answer, those of 503 included, in the order in which they came. */
  readonly answers: readonly Answer[];
  readonly seconds: number;
}

/** Sets a password with each token, on so many connections at once, each until its tokens are gone; a 503 costs no token. */
export async function spendTokens(origin: string, connections: number, tokens: readonly string[]): Promise<Spent> {
  const client = createClient(origin, connections);
  const waiting = tokens[Symbol.iterator]();
  const answers: Answer[] = [];
  const spend = async (token: string): Promise<void> => {
    const answer = await client.post(SET_PASSWORD, { token, new: NEW_PASSWORD });
    answers.push(answer);
    if (answer.status !== 503) return;
    await pause(AFTER_BUSY_MS);
    await spend(token);
  };
  const connection = async (): Promise<void> => {
    for (const token of waiting) await spend(token);
  };
  const began = performance.now();
  try {
    await Promise.all(Array.from({ length: connections }, connection));
    return { answers, seconds: (performance.now() - began) / 1_000 };
  } finally {
    client.close();
  }
}

/** Throws unless every answer has one of the statuses: a slice with failures in it measures nothing. */
export function insistOn(answers: readonly Answer[], ...statuses: readonly number[]): void {
  const other = answers.find(({ status }) => !statuses.includes(status));
  if (other !== undefined) throw new Error(`an answer of ${other.status} where ${statuses.join(' or ')} is wanted`);
}
