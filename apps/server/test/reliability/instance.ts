import { fileURLToPath } from 'node:url';
import { eventually, freePort, type Program, startProgram } from '@rekey/laboratory';
import type { Place } from './place.ts';

const REKEY = fileURLToPath(new URL('../../bin/rekey.js', import.meta.url));
// The supervisor waits up to half a minute before it starts a courier that keeps ending.
const COURIER_MS = 60_000;

/** One `rekey serve` of a place, started and killed at will. */
export interface Instance {
  readonly origin: string;
  /** Each time it was started, the latest last. */
  readonly lives: readonly Program[];
  /** Starts it, and resolves when it answers. */
  start(): Promise<void>;
  /** The courier of the present life, once it is at work; never one that was killed through `killCourier`. */
  courier(): Promise<number>;
  killCourier(): Promise<void>;
  /** The server alone; its courier is on its own. */
  killServer(): void;
  killBoth(): void;
  stop(): ReturnType<Program['stop']>;
}

export async function createInstance(place: Place, settings: Readonly<Record<string, string>> = {}): Promise<Instance> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const lives: Program[] = [];
  const killed = new Set<number>();
  const now = () => {
    const program = lives.at(-1);
    if (program === undefined) throw new Error('this instance was never started');
    return program;
  };
  const courier = () =>
    eventually('a courier is at work', () => couriersOf(now()).find((pid) => !killed.has(pid)), COURIER_MS);
  return {
    ...{ origin, lives, courier },
    async start() {
      const env = { ...place.settings, ...settings, REKEY_PORT: String(port) };
      const program = startProgram(REKEY, { args: ['serve'], env, cwd: place.folder, group: true });
      lives.push(program);
      await eventually('rekey serve answers', () => answers(origin, program), 30_000);
    },
    async killCourier() {
      const pid = await courier();
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    },
    killServer: () => now().signal('SIGKILL'),
    killBoth: () => now().signal('SIGKILL', 'group'),
    stop: () => now().stop('SIGTERM', 15_000),
  };
}

function couriersOf(program: Program): number[] {
  const lines = program.stdout().matchAll(/"pid":(\d+)[^\n]*"msg":"the courier is at work"/g);
  return [...lines].map(([, pid]) => Number(pid));
}

async function answers(origin: string, program: Program): Promise<boolean> {
  const early = await Promise.race([program.ended, fetch(origin).then(() => null)]);
  if (early !== null) throw new Error(`rekey serve ended: ${early.stdout.slice(-2_000)}${early.stderr}`);
  return true;
}
