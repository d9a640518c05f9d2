import type { Server } from 'node:http';
import { Server as Listener } from 'node:net';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

// What is on its way to us when we are told to stop is read long before, also by a process that waits for its share of a busy machine.
const LINGER_MS = 400;
// The same for connections that were taken at the last moment and have not said yet what they want.
const READ_MS = 100;
const QUIET_TURN_MS = 0.2;
const MAX_TURNS = 200;

/**
 * For a little while everybody still gets an answer, which says that it is the last one on its connection; then nobody new is let in.
 * Node and Hapi would close each connection without a request at once, and cut the requests that are still on their way.
 */
export async function answerTheLast(listener: Server): Promise<void> {
  listener.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  await pause(LINGER_MS);
  await quietTurn();
  // The listener alone: the `close` of HTTP would take the idle connections along.
  Listener.prototype.close.call(listener);
  await pause(READ_MS);
}

/**
 * Connections that were not accepted yet are reset together with the listener. A turn of the event loop accepts them all,
 * and one that had nothing else to do leaves hardly any time for others to come.
 */
async function quietTurn(): Promise<void> {
  for (let turns = 0; turns < MAX_TURNS; turns += 1) {
    const before = performance.now();
    await turn();
    if (performance.now() - before < QUIET_TURN_MS) return;
  }
}
