import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The temporary folder of one server. */
export interface Home {
  readonly path: string;
  /** Removes the folder; ends a server that still runs in it. */
  remove(): Promise<void>;
}

export interface HomeOf {
  /** Begins the folder's name, beside the number of the process that owns it. */
  readonly prefix: string;
  /** Where the server writes its process number, below the folder. */
  readonly pidFile: string;
  /** What ends it at once. */
  readonly signal: NodeJS.Signals;
}

/**
 * Runs beside the tests, and outlives them however they die (also by SIGKILL): when its input ends, so does the server,
 * and the folder goes.
 */
const WATCHDOG = `
  const { readFileSync, rmSync } = require('node:fs');
  const [home, pidFile, signal] = process.argv.slice(1);
  const running = () => {
    try {
      const pid = Number(readFileSync(home + '/' + pidFile, 'utf8').split('\\n')[0]);
      process.kill(pid, 0);
      return pid;
    } catch { return 0; }
  };
  process.stdin.resume().on('end', () => {
    const pid = running();
    if (pid) process.kill(pid, signal);
    const clear = (tries) => {
      if (running() === pid && pid && tries > 0) return setTimeout(clear, 20, tries - 1);
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    };
    clear(500);
  });
`;

export function makeHome({ prefix, pidFile, signal }: HomeOf, parent = tmpdir()): Home {
  removeStale(parent, prefix);
  const path = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  chmodSync(path, 0o755);
  const watchdog = spawn(process.execPath, ['-e', WATCHDOG, path, pidFile, signal], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  return { path, remove: () => dismiss(watchdog) };
}

function dismiss(watchdog: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (watchdog.exitCode !== null) return resolve();
    watchdog.ref();
    watchdog.once('exit', () => resolve());
    watchdog.stdin?.end();
  });
}

/** Folders of tests that died together with their watchdog, for instance when the machine went down. */
function removeStale(parent: string, prefix: string): void {
  for (const name of readdirSync(parent)) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (!Number.isNaN(owner) && !isAlive(owner)) tryToRemove(join(parent, name));
  }
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Somebody else's: not ours to clear.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
