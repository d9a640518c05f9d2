import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RESTART_RULES, restartDelay } from './restart-delay.ts';
import { type Supervisor, supervise } from './supervisor.ts';

const SILENT = pino({ level: 'silent' });
const EAGER = { firstMs: 1, longestMs: 2, wellAfterMs: 60_000 };
const RUNS_ON = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); process.stdout.write('up')";
const IS_YOUNG = "setInterval(() => {}, 1000); process.stdout.write('up')";
const IS_DEAF = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.stdout.write('up')";

let supervisor: Supervisor | undefined;
afterEach(async () => {
  await supervisor?.stop(0);
  supervisor = undefined;
});

function superviseScript(script: string): ChildProcess[] {
  const started: ChildProcess[] = [];
  const start = () => {
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    started.push(child);
    return child;
  };
  supervisor = supervise({ start, logger: SILENT, rules: EAGER });
  return started;
}

async function upAndRunning(started: readonly ChildProcess[], index: number): Promise<ChildProcess> {
  const child = await vi.waitUntil(() => started[index], { timeout: 10_000 });
  if (child.stdout !== null) await once(child.stdout, 'data');
  return child;
}

describe('supervise', () => {
  it('starts a child again that was killed', async () => {
    const started = superviseScript(RUNS_ON);
    (await upAndRunning(started, 0)).kill('SIGKILL');
    expect((await upAndRunning(started, 1)).exitCode).toBeNull();
  });

  it('starts again whatever way it ends, time after time', async () => {
    const started = superviseScript('process.exit(0)');
    await vi.waitUntil(() => started.length >= 3, { timeout: 20_000 });
  });

  it('survives a child that cannot be started', async () => {
    let attempts = 0;
    const start = () => {
      attempts += 1;
      return spawn('/nowhere/rekey-no-such-program');
    };
    supervisor = supervise({ start, logger: SILENT, rules: EAGER });
    await vi.waitUntil(() => attempts >= 3);
  });

  it('survives a machine that has no memory for a child, and tries again', async () => {
    let attempts = 0;
    const start = () => {
      attempts += 1;
      throw new Error('spawn ENOMEM');
    };
    supervisor = supervise({ start, logger: SILENT, rules: EAGER });
    await vi.waitUntil(() => attempts >= 3);
  });

  it('stops for good, and says that the child ended well', async () => {
    const started = superviseScript(RUNS_ON);
    const child = await upAndRunning(started, 0);
    expect(await supervisor?.stop(10_000)).toBe(true);
    expect(child.exitCode).toBe(0);
    expect(started).toHaveLength(1);
  });

  it('takes it well that its signal ends a child too young to listen', async () => {
    const child = await upAndRunning(superviseScript(IS_YOUNG), 0);
    expect(await supervisor?.stop(10_000)).toBe(true);
    expect(child.signalCode).toBe('SIGTERM');
  });

  it('takes it well that the Ctrl-C of a terminal, which everybody hears, is what ends the child', async () => {
    const child = await upAndRunning(superviseScript(IS_DEAF), 0);
    const stopped = supervisor?.stop(10_000);
    child.kill('SIGINT');
    expect(await stopped).toBe(true);
    expect(child.signalCode).toBe('SIGINT');
  });

  it('kills a child that does not stop in time, and says so', async () => {
    const child = await upAndRunning(superviseScript(IS_DEAF), 0);
    expect(await supervisor?.stop(20)).toBe(false);
    expect(child.signalCode).toBe('SIGKILL');
  });
});

describe('restartDelay', () => {
  it('begins at half a second, doubles to half a minute, and begins anew after a minute of good health', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 7].reduce<number[]>(
      (soFar) => [...soFar, restartDelay(RESTART_RULES, soFar.at(-1) ?? null, 10)],
      [],
    );
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(restartDelay(RESTART_RULES, 30_000, 60_000)).toBe(500);
  });
});
