import { runToEnd } from '../programs/program.ts';

const SCRIPT = new URL('argon2-limit.js', import.meta.url);

export interface HashCapacity {
  readonly perSecond: number;
  /** The median of one hash. */
  readonly msEach: number;
}

/** What the cores can hash, in a process that does nothing else. */
export async function hashCapacity(amount: number, atOnce: number): Promise<HashCapacity> {
  const args = [String(amount), String(atOnce)];
  return JSON.parse(await runToEnd({ script: SCRIPT, args, env: { NODE_ENV: 'production' } }));
}
