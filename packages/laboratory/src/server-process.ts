import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** `smart` waits for the clients to leave, `fast` sends them away, `immediate` is a crash: recovery follows at the next start. */
export type StopMode = 'smart' | 'fast' | 'immediate';

export interface ServerProcess {
  /** Does nothing while it runs. */
  start(): Promise<void>;
  halt(mode?: StopMode): Promise<void>;
  restart(mode?: StopMode): Promise<void>;
}

interface ServerProgram {
  launch(): ChildProcess;
  /** Whether the server takes connections, by the end of what it said. */
  isReady(log: string): boolean;
  readonly signals: Readonly<Record<StopMode, NodeJS.Signals>>;
}

/** A database server as a child process that can be ended and started again. */
export function createServerProcess(program: ServerProgram): ServerProcess {
  let child: ChildProcess | null = null;
  const runs = () => child !== null && child.exitCode === null && child.signalCode === null;
  const start = async () => {
    if (runs()) return;
    child = program.launch();
    await ready(child, program);
    child.unref();
  };
  const halt = async (mode: StopMode = 'fast') => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    running.ref();
    running.kill(program.signals[mode]);
    await once(running, 'exit');
  };
  const restart = async (mode?: StopMode) => {
    await halt(mode);
    await start();
  };
  return { start, halt, restart };
}

function ready(child: ChildProcess, { isReady }: ServerProgram): Promise<void> {
  const log = tailOf(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${log()}`)));
    child.stderr?.on('data', () => {
      if (isReady(log())) resolve();
    });
  });
}

/** Reads what a program says, lest it block on a full pipe, and keeps the end of it. */
export function tailOf(child: ChildProcess): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-2_000);
    });
    (stream as unknown as { unref?: () => void } | null)?.unref?.();
  }
  return () => tail.trim();
}
