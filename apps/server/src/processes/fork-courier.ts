import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../settings/environment.ts';

const REKEY = fileURLToPath(new URL('../../bin/rekey.js', import.meta.url));

/**
 * A courier lives on short-lived text, and Node lets the space for that grow to 16 MB and more. With 2 MB a mail costs no more
 * CPU and the process holds less (decision 0012).
 */
const NODE_ARGS = ['--max-semi-space-size=2'];
/** glibc gives each of Node's threads memory of its own to allocate from; a courier needs one such arena, and holds 8 MB less. */
const MALLOC = { MALLOC_ARENA_MAX: '1' };

/** `rekey courier` as a child: it logs to our stdout, and the channel between us tells it when we are gone. */
export function forkCourier(environment: Environment): ChildProcess {
  const child = fork(REKEY, ['courier'], {
    env: { ...MALLOC, ...environment },
    // An operator's own flags come later, and win.
    execArgv: [...NODE_ARGS, ...process.execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  // From out here and at once, so that every thread of the child is born with it; the child itself could lower only some.
  if (child.pid !== undefined) beNice(child.pid);
  return child;
}

/** The lowest priority: writing mails must show neither in the latency of answers nor in their timing. `0` is this process. */
export function beNice(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Where priorities are not ours to set, mails go out just the same.
  }
}
