import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LOOK_EVERY_MS = 200;
const KIB_PER_MB = 1_024;

/** The resident set of a process, in MB (of 1,048,576 bytes). */
export async function residentMb(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / KIB_PER_MB;
}

/** The most that was resident at any look while `work` ran. */
export async function mostResidentMb(pid: number, work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  let working = true;
  const looking = (async () => {
    while (working) {
      most = Math.max(most, await residentMb(pid));
      await pause(LOOK_EVERY_MS);
    }
  })();
  try {
    await work();
  } finally {
    working = false;
    await looking;
  }
  return most;
}

/** The only child of a process. */
export async function childOf(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-A', '-o', 'ppid=,pid=']);
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const child = pairs.find(([parent]) => parent === pid)?.[1];
  if (child === undefined) throw new Error(`process ${pid} has no child`);
  return child;
}
