import { setTimeout as pause } from 'node:timers/promises';
import type { ClassName } from './classes.ts';
import { type Connection, openConnection } from './connection.ts';
import type { Probe, ProbesOrder } from './orders.ts';
import { asking, CHEAP } from './requests.ts';

const PROBE_NS = 40_000_000n;
/** For the courier to come to an end with the letter of one trial before the next begins. */
const REST_MS = 10;
const WARM_UP = 3_000;

/** Asks for one name, then asks cheap things for 40 ms: does the server betray that it has a mail to write? */
export async function measureProbes({ port, from, trials }: ProbesOrder): Promise<readonly Probe[]> {
  const connection = await openConnection(port);
  for (let n = 0; n < WARM_UP; n += 1) await connection.ask(CHEAP, '400');
  const probes: Probe[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const who = drawn();
    await connection.ask(asking(who, from + trial), '200');
    probes.push({ who, ...(await probe(connection)) });
    await pause(REST_MS);
  }
  connection.close();
  return probes;
}

function drawn(): ClassName {
  return (['known', 'unknown', 'late'] as const)[Math.floor(Math.random() * 3)] ?? 'late';
}

async function probe(connection: Connection): Promise<{ readonly mean: number; readonly longest: number }> {
  const until = process.hrtime.bigint() + PROBE_NS;
  let [count, sum, longest] = [0, 0, 0];
  while (process.hrtime.bigint() < until) {
    const ns = await connection.ask(CHEAP, '400');
    count += 1;
    sum += ns;
    longest = Math.max(longest, ns);
  }
  return { mean: sum / count, longest };
}
