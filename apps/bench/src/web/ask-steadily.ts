import { setTimeout as pause } from 'node:timers/promises';
import { FORGOT_PASSWORD } from '../forgot-password/path.ts';
import { type Answer, createClient } from './client.ts';

const CONNECTIONS = 16;

/**
 * Asks for links at a steady rate while `work` runs, whether the answers come or not: a client that waits for the last answer
 * before the next question does not see a server that stops.
 */
export async function askSteadily<Result>(
  origin: string,
  perSecond: number,
  usernames: readonly string[],
  work: () => Promise<Result>,
): Promise<{ readonly answers: readonly Answer[]; readonly result: Result }> {
  const client = createClient(origin, CONNECTIONS);
  const asked: Promise<Answer>[] = [];
  let working = true;
  const asking = (async () => {
    const began = performance.now();
    while (working) {
      const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
      while (asked.length < due) {
        const username = usernames[asked.length % usernames.length] ?? '';
        asked.push(client.get(`${FORGOT_PASSWORD}?username=${username}`));
      }
      await pause(2);
    }
  })();
  try {
    const result = await work();
    working = false;
    await asking;
    return { answers: await Promise.all(asked), result };
  } finally {
    working = false;
    client.close();
  }
}
