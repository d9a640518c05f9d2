import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A Node.js program that runs beside this one, never longer than it. */
export interface Program {
  /** Ends it; waits until it is gone. */
  stop(): Promise<void>;
}

export interface ProgramWish {
  readonly script: URL;
  readonly args: readonly string[];
  /** All that the program sees: what is set in the shell must not change a figure. */
  readonly env: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 20_000;

/** Runs a program to its end, and throws with what it said unless it ended well. */
export async function runToEnd(wish: ProgramWish): Promise<void> {
  const { child, said } = start(wish);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${wish.args.join(' ')} ended with ${code}: ${said()}`);
}

/** Starts a server, and answers as soon as it answers. */
export async function startServer(wish: ProgramWish, origin: string): Promise<Program> {
  const { child, said } = start(wish);
  const until = performance.now() + PATIENCE_MS;
  // Any answer will do, and 404 costs no row.
  while ((await fetch(origin).catch(() => null)) === null) {
    if (hasEnded(child) || performance.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`${fileURLToPath(wish.script)} did not start: ${said()}`);
    }
    await pause(20);
  }
  return {
    async stop() {
      if (hasEnded(child)) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port on the loopback');
  return address.port;
}

function start({ script, args, env }: ProgramWish): { readonly child: ChildProcess; readonly said: () => string } {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-2_000);
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return { child, said: () => tail.trim() };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
