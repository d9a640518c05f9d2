import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ProgramOptions {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Given to the program's standard input, which is then closed. */
  readonly input?: string;
  readonly cwd?: string;
  /** The program leads a process group of its own, so that a signal can reach all its children with it. */
  readonly group?: boolean;
}

/** How a program ended, and what it printed. */
export interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly code: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs. */
export interface Program {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  /** When it has ended, and every child of it that writes to the same output. */
  readonly ended: Promise<Ended>;
  /** Sends a signal and waits for nothing; `group` reaches the children too. Nobody there any more is no fault. */
  signal(signal: NodeJS.Signals, whom?: 'itself' | 'group'): void;
  /** Sends a signal and waits for the end; after `ms` it throws, with what the program printed last. */
  stop(signal?: NodeJS.Signals, ms?: number): Promise<Ended>;
}

/** Starts this Node on a script. Whatever is still alive when the test process ends is killed. */
export function startProgram(script: string, { args, env, input, cwd, group = false }: ProgramOptions): Program {
  const child = spawn(process.execPath, [script, ...args], {
    env,
    detached: group,
    ...(cwd === undefined ? {} : { cwd }),
  });
  const signalTo = (signal: NodeJS.Signals, whom: 'itself' | 'group' = 'itself') => {
    if (whom === 'itself' || !group) child.kill(signal);
    else signalGroup(child.pid, signal);
  };
  const reap = () => signalTo('SIGKILL', 'group');
  process.once('exit', reap);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A program that ends before it has read its input is no fault of the test.
  child.stdin.on('error', () => undefined).end(input ?? '');

  const ended = once(child, 'close').then(([code, signal]): Ended => {
    process.off('exit', reap);
    return { code: code ?? signal, stdout, stderr };
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    signal: signalTo,
    stop: (signal = 'SIGTERM', ms = 12_000) => stopped(child, ended, signal, ms, () => stdout + stderr),
  };
}

/** The group is there as long as one of its members is, whatever became of its leader. */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault;
  }
}

async function stopped(
  child: ChildProcess,
  ended: Promise<Ended>,
  signal: NodeJS.Signals,
  ms: number,
  printed: () => string,
): Promise<Ended> {
  child.kill(signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`still alive ${ms} ms after ${signal}; it printed last: ${printed().slice(-2_000)}`));
    }, ms);
  });
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}
