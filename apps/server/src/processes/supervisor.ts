import type { ChildProcess } from 'node:child_process';
import type { Logger } from 'pino';
import { RESTART_RULES, type RestartRules, restartDelay } from './restart-delay.ts';

export interface SupervisorDeps {
  /** Starts the child; called again after each of its ends. */
  readonly start: () => ChildProcess;
  readonly logger: Logger;
  readonly rules?: RestartRules;
}

/** Keeps one child process alive until it is told to stop. */
export interface Supervisor {
  /** Passes SIGTERM on and waits; a child that outlives the time is killed. True if it ended by itself and well. */
  stop(withinMs: number): Promise<boolean>;
  /** Ends the child without asking. */
  kill(): void;
}

export function supervise({ start, logger, rules = RESTART_RULES }: SupervisorDeps): Supervisor {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let delayMs: number | null = null;

  const launch = (): void => {
    const startedAt = performance.now();
    const startAgain = (how: End): void => {
      child = null;
      if (stopping) return;
      delayMs = restartDelay(rules, delayMs, performance.now() - startedAt);
      logger.error({ ...how, delayMs }, 'the courier ended and is started again; its last lines say why');
      timer = setTimeout(launch, delayMs);
    };
    try {
      child = start();
      whenEnded(child, startAgain);
    } catch (fault) {
      // Most reasons not to start a process come as an event; a machine without memory for it throws.
      startAgain({ err: fault });
    }
  };

  launch();
  return {
    stop(withinMs) {
      stopping = true;
      clearTimeout(timer);
      return child === null ? Promise.resolve(true) : end(child, withinMs);
    },
    kill() {
      stopping = true;
      clearTimeout(timer);
      child?.kill('SIGKILL');
    },
  };
}

interface End {
  readonly code?: number | null;
  readonly signal?: NodeJS.Signals | null;
  readonly err?: unknown;
}

/** A child that could not even be started never exits; that is an end as well. */
function whenEnded(child: ChildProcess, tell: (how: End) => void): void {
  child.once('exit', (code, signal) => tell({ code, signal }));
  child.on('error', (err) => {
    if (child.pid === undefined) tell({ err });
  });
}

async function end(child: ChildProcess, withinMs: number): Promise<boolean> {
  // Ended by a signal itself, ours or the Ctrl-C that a terminal sends to all: it was too young to listen, and had nothing under way.
  const ended = new Promise<boolean>((resolve) =>
    child.once('exit', (code, signal) => resolve(code === 0 || signal === 'SIGTERM' || signal === 'SIGINT')),
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  child.kill('SIGTERM');
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}
