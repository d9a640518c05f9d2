/** The parts of `process` that say when to stop. */
export interface Signals {
  on(event: 'SIGTERM' | 'SIGINT' | 'disconnect', listener: () => void): unknown;
}

// A terminal sends Ctrl-C to a whole group, and npm passes it on once more: that is one signal, not two.
const SAME_WISH_MS = 200;

/** A request to stop, however it comes. */
export interface Stop {
  readonly signal: AbortSignal;
  /** The same as a first SIGTERM. */
  ask(): void;
}

/** Fires at the first SIGTERM or SIGINT. A second signal asks for the end at once: `impatient` is called. */
export function stopSignal(signals: Signals, impatient: () => void, monotonicMs = () => performance.now()): Stop {
  const stop = new AbortController();
  let askedAt = 0;
  const ask = () => {
    if (!stop.signal.aborted) {
      askedAt = monotonicMs();
      stop.abort();
    } else if (monotonicMs() - askedAt > SAME_WISH_MS) impatient();
  };
  signals.on('SIGTERM', ask);
  signals.on('SIGINT', ask);
  return { signal: stop.signal, ask: () => stop.abort() };
}

/**
 * For a child that a supervisor started: it also stops when its parent is gone, and leaves impatience to the parent,
 * because a service manager signals both of them and the parent passes its own signal on.
 */
export function stopSignalOfChild(signals: Signals): AbortSignal {
  const stop = new AbortController();
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) signals.on(event, () => stop.abort());
  return stop.signal;
}
