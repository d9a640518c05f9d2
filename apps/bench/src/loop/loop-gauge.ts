import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Sees the event loop of another process, without a change to its program. */
export interface LoopGauge {
  readonly nodeArgs: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The p99 of the loop's delay since the last reading, in milliseconds. */
  read(pid: number): Promise<number>;
  close(): Promise<void>;
}

const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 5;

export async function openLoopGauge(): Promise<LoopGauge> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-bench-loop-'));
  const file = join(folder, 'p99');
  return {
    nodeArgs: ['--import', new URL('loop-watch.js', import.meta.url).href],
    env: { BENCH_LOOP_FILE: file },
    async read(pid) {
      await rm(file, { force: true });
      process.kill(pid, 'SIGUSR2');
      return Number(await contentOf(file));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function contentOf(file: string): Promise<string> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const content = await readFile(file, 'utf8').catch(() => null);
    if (content !== null) return content;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error('the program under measure said nothing about its event loop');
}
