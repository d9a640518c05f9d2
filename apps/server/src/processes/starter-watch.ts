import { readFileSync } from 'node:fs';
import type { Environment } from '../settings/environment.ts';

/** Who started this process, and who started that one: a shell stands between npm and what it runs. */
export type Ancestors = () => string;

const LOOK_MS = 500;

/**
 * Calls back once npm is gone that started this process. `npx rekey serve` ends at a signal and leaves what it runs behind, with its port.
 * Only npm is watched: a shell that ends after `rekey serve &` means nothing, and a service manager never ends before us.
 */
export function whenNpmIsGone(
  environment: Environment,
  gone: () => void,
  ancestors: Ancestors = ancestorsOfThis,
): void {
  if (environment['npm_command'] === undefined) return;
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    gone();
  }, LOOK_MS).unref();
}

function ancestorsOfThis(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

/** Known on Linux only; elsewhere the parent alone tells. */
function parentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1] ?? '';
  } catch {
    return '';
  }
}
