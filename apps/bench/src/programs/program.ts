import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A Node.js program that runs beside this one, never longer than it. */
export interface Program {
  readonly pid: number;
  /** Ends it; waits until it is gone. */
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly script: URL;
  readonly args: readonly string[];
  /** For Node itself. */
  readonly nodeArgs?: readonly string[];
  /** All that the program sees: what is set in the shell must not change a figure. */
  readonly env: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 20_000;
const ASK_EVERY_MS = 5;

/** Runs a program to its end and answers what it printed; throws with what it said unless it ended well. */
export async function runToEnd(options: ProgramOptions): Promise<string> {
  const { child, said, printed } = start(options, 'pipe');
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${options.args.join(' ')} ended with ${code}: ${said()}`);
  return printed();
}

/** Starts a server, and answers as soon as it answers. */
export async function startServer(options: ProgramOptions, origin: string): Promise<Program> {
  // What it logs is written, and read by nobody: reading would cost the bench what the load needs.
  const { child, said } = start(options, 'ignore');
  const until = performance.now() + PATIENCE_MS;
  // Any answer will do, and 404 costs no row.
  while ((await fetch(origin).catch(() => null)) === null) {
    if (hasEnded(child) || performance.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`${fileURLToPath(options.script)} did not start: ${said()}`);
    }
    await pause(ASK_EVERY_MS);
  }
  return {
    pid: child.pid ?? 0,
    async stop() {
      if (hasEnded(child)) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

interface Started {
  readonly child: ChildProcess;
  /** The end of what it complained of. */
  readonly said: () => string;
  /** The end of what it printed. */
  readonly printed: () => string;
}

function start({ script, args, nodeArgs = [], env }: ProgramOptions, stdout: 'ignore' | 'pipe'): Started {
  const child = spawn(process.execPath, [...nodeArgs, fileURLToPath(script), ...args], {
    env,
    stdio: ['ignore', stdout, 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return { child, said: tailOf(child.stderr), printed: tailOf(child.stdout) };
}

function tailOf(stream: NodeJS.ReadableStream | null): () => string {
  let tail = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-2_000);
  });
  return () => tail.trim();
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
