import { availableParallelism } from 'node:os';
import { freePort } from '@rekey/laboratory';
import { startServer } from '../programs/program.ts';

const SCRIPT = new URL('argon2-limit.js', import.meta.url);

export interface HashLimit {
  readonly origin: string;
  close(): Promise<void>;
}

/** A server that does nothing but hash: what the cores can do for the same client. */
export async function openHashLimit(): Promise<HashLimit> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  // Hashes run in libuv's threads there: as many at once as there are cores.
  const env = { NODE_ENV: 'production', UV_THREADPOOL_SIZE: String(availableParallelism()) };
  const program = await startServer({ script: SCRIPT, args: [String(port)], env }, origin);
  return { origin, close: () => program.stop() };
}
