import autocannon from 'autocannon';
import { usernameOf } from '../places/users.ts';
import { percentile } from '../statistics.ts';
import { FORGOT_PASSWORD } from './path.ts';

/** What a slice of load came to. */
export interface Load {
  /** Answers with 200. */
  readonly answered: number;
  /** Anything but a 200: other answers, errors, time-outs. */
  readonly failed: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export const USERNAMES: readonly string[] = Array.from({ length: 1_000 }, (_, number) => usernameOf(number));

/** Names that one connection asks for in turn; each connection has others, as strangers do. */
const NAMES_EACH = 50;
const SAMPLE_MS = 100;

/**
 * Asks for so many links on so many connections at once, and waits for every answer.
 * A number, not a time: where a slice ends by the clock, some requests are stored whose answers nobody hears.
 */
export async function load(origin: string, connections: number, amount: number): Promise<Load> {
  const times: number[] = [];
  let clients = 0;
  const began = performance.now();
  let ended = began;
  const run = autocannon({
    url: `${origin}${FORGOT_PASSWORD}`,
    connections,
    amount,
    sampleInt: SAMPLE_MS,
    setupClient: (client) => client.setRequests(requestsOf(clients++)),
  });
  run.on('response', (_client, _status, _bytes, ms) => {
    times.push(ms);
    ended = performance.now();
  });
  const { '2xx': answered, non2xx, errors, timeouts } = await run;
  return {
    answered,
    failed: non2xx + errors + timeouts,
    seconds: (ended - began) / 1_000,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}

function requestsOf(client: number): { readonly path: string }[] {
  return Array.from({ length: NAMES_EACH }, (_, number) => {
    const username = USERNAMES[(client * NAMES_EACH + number) % USERNAMES.length] ?? '';
    return { path: `${FORGOT_PASSWORD}?username=${username}` };
  });
}
