import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, freePort, type Program, startProgram } from '@rekey/laboratory';
import { onTestFinished } from 'vitest';
import { scratchFolder } from './scripted-shell.ts';

const REKEY = fileURLToPath(new URL('../bin/rekey.js', import.meta.url));

/** Starts `rekey` as a process, in an environment of nothing but what is given. */
export function startRekey(env: Readonly<Record<string, string>>, ...args: readonly string[]): Program {
  const { PATH = '' } = process.env;
  const program = startProgram(REKEY, { args, env: { PATH, ...env }, cwd: scratchFolder() });
  onTestFinished(async () => {
    await program.stop('SIGKILL');
  });
  return program;
}

/** Settings for a service of one test: its own port, its own database, and a relay that nobody runs. */
export async function settingsForTest() {
  const port = await freePort();
  return {
    REKEY_PORT: String(port),
    REKEY_PUBLIC_URL: `http://127.0.0.1:${port}`,
    REKEY_DATABASE_URL: `sqlite:${join(scratchFolder(), 'rekey.sqlite')}`,
    REKEY_SMTP_URL: `smtp://127.0.0.1:${await freePort()}?tls=off`,
    REKEY_MAIL_FROM: 'Rekey <no-reply@example.com>',
    REKEY_ANSWERS: 'private',
  };
}

export interface LogLine {
  readonly level: number;
  readonly part: string;
  readonly pid: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export function logLines(program: Program): readonly LogLine[] {
  const complete = program.stdout().split('\n').slice(0, -1);
  return complete.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** Waits for the n-th line with that message. */
export function logged(program: Program, msg: string, times = 1): Promise<LogLine> {
  return eventually(
    `${times} x "${msg}" in the log; it has:\n${program.stdout()}${program.stderr()}`,
    () => logLines(program).filter((line) => line.msg === msg)[times - 1],
    20_000,
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const gone = (pid: number) => eventually(`process ${pid} ends`, () => !isAlive(pid), 15_000);
