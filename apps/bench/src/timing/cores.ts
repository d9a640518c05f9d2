import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which program runs where, in the words of `taskset`; `null` where that is not to be had. */
export interface Cores {
  /** Server, database, courier. */
  readonly server: string;
  readonly client: string;
}

/** The last core is the client's, all others the server's. */
export function coresOfThisMachine(): Cores | null {
  const count = availableParallelism();
  if (count < 2 || spawnSync('taskset', ['--version']).status !== 0) return null;
  return { server: count === 2 ? '0' : `0-${count - 2}`, client: String(count - 1) };
}

/** Binds a process, and with it whatever it starts from now on. */
export function bindProcess(pid: number, cores: string): void {
  const { status, stderr } = spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)]);
  if (status !== 0) throw new Error(`taskset: ${stderr}`);
}

/** A command line that runs Node on these cores. */
export function nodeOn(cores: string | null, args: readonly string[]): readonly [string, readonly string[]] {
  return cores === null ? [process.execPath, args] : ['taskset', ['--cpu-list', cores, process.execPath, ...args]];
}
