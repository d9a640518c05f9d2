import { Readable } from 'node:stream';

/**
 * How far a mail has come.
 * - `connecting`: there is no session with the relay yet; a wait for a free connection counts as this.
 * - `talking`: MAIL has gone out, or is about to.
 * - `sending`: some of the content has gone out, and the rest is still with us.
 * - `complete`: nothing is left that we could hold back.
 */
export type Progress = 'connecting' | 'talking' | 'sending' | 'complete';

/** One mail on its way: its deadline, its progress, and the valve that its content has to pass. */
export interface HandOver {
  readonly progress: Progress;
  /** Aborts at the deadline, or when somebody ends the hand-over earlier; its reason says which. */
  readonly signal: AbortSignal;
  /** Lets the content through as long as the hand-over lasts. Called when a session stands, again if the mail moves to another. */
  valve(content: Readable): Readable;
  /** Nothing of the content passes any more. */
  end(why: string): void;
}

// Longer than any deadline; `setTimeout` would take a greater number for 1 ms.
const MAX_TIMER_MS = 2 ** 31 - 1;

export function startHandOver(deadlineMs: number): HandOver {
  const deadline = performance.now() + deadlineMs;
  const controller = new AbortController();
  const { signal } = controller;
  let progress: Progress = 'connecting';

  const end = (why: string): void => {
    clearTimeout(timer);
    controller.abort(new Error(why));
  };
  const timeIsUp = (): void => end('the time was up');
  const timer = setTimeout(timeIsUp, Math.min(Math.max(deadlineMs, 0), MAX_TIMER_MS));

  const pass = (next: Progress): void => {
    // A busy event loop fires timers late; so the clock is asked before anything goes out.
    if (performance.now() >= deadline) timeIsUp();
    signal.throwIfAborted();
    progress = next;
  };

  async function* drops(content: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      pass('sending');
      yield chunk;
    }
    pass('complete'); // What follows is the final dot: from here on the mail may have arrived.
  }

  return {
    signal,
    get progress() {
      return progress;
    },
    valve(content) {
      progress = 'talking';
      // Pulled by the connection, with nothing read ahead. A transform is pushed full by the stage before it: a short mail
      // would pass it, and count as complete, while the relay still thinks about MAIL.
      const valve = Readable.from(drops(content), { objectMode: false, highWaterMark: 0 });
      // Closed without a byte: the connection was dead, and the mail may be on its way to another one.
      return valve.once('close', () => {
        if (progress === 'talking') progress = 'connecting';
      });
    },
    end,
  };
}
