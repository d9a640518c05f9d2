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
  /** True once it has been ended, by the deadline or by somebody: its progress stays what it is. */
  readonly isOver: boolean;
  /** As `step` ends, or with the reason why the hand-over was ended, whatever comes first. */
  within<Result>(step: Promise<Result>): Promise<Result>;
  /** The mail's content, for a session that stands; it passes as long as the hand-over lasts. */
  talk(content: Buffer): Readable;
  /** The session was dead: the mail waits for another one. */
  startAgain(): void;
  /** Nothing of the content passes any more, and waiting `within` it ends. */
  end(why: string): void;
  /** Ends it, unless the mail is complete or it has ended before. */
  breakOff(): void;
  readonly wasBrokenOff: boolean;
  /** The same for a hand-over that nobody waits for any more. */
  finish(): void;
}

// Longer than any deadline; `setTimeout` would take a greater number for 1 ms.
const MAX_TIMER_MS = 2 ** 31 - 1;
/** What goes at once: so little that a relay which breaks off at the beginning of a mail finds most of it still here, and nobody in doubt. */
const PIECE_BYTES = 2_048;
const FINISHED = new Error('the hand-over was over');

/** `isComplete` is called before the last of it goes out. */
export function startHandOver(deadlineMs: number, isComplete: () => void = () => {}): HandOver {
  const deadline = performance.now() + deadlineMs;
  let progress: Progress = 'connecting';
  let over: Error | null = null;
  let brokenOff = false;
  let reject: (why: Error) => void = () => {};
  const ended = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  ended.catch(() => {}); // It may end while nobody waits.

  const end = (why: string): void => {
    clearTimeout(timer);
    over ??= new Error(why);
    reject(over);
  };
  const timeIsUp = (): void => end('the time was up');
  const timer = setTimeout(timeIsUp, Math.min(Math.max(deadlineMs, 0), MAX_TIMER_MS));

  const pass = (next: Progress): void => {
    // A busy event loop fires timers late; so the clock is asked before anything goes out.
    if (performance.now() >= deadline) timeIsUp();
    if (over !== null) throw over;
    progress = next;
    if (next === 'complete') isComplete();
  };

  return {
    get progress() {
      return progress;
    },
    get isOver() {
      return over !== null;
    },
    within: (step) => Promise.race([ended, step]),
    talk(content) {
      pass('talking');
      return drops(content, pass);
    },
    startAgain: () => pass('connecting'),
    end,
    breakOff() {
      if (progress === 'complete' || over !== null) return;
      brokenOff = true;
      end('it was broken off');
    },
    get wasBrokenOff() {
      return brokenOff;
    },
    finish() {
      clearTimeout(timer);
      over ??= FINISHED;
    },
  };
}

/**
 * Pulled by the connection, with nothing read ahead: what is read is on its way. Each piece comes a turn of the event loop later,
 * so that whatever the relay has said before it is known before it goes.
 */
function drops(content: Buffer, pass: (next: Progress) => void): Readable {
  let sent = 0;
  const drop = (stream: Readable): void => {
    if (stream.destroyed) return;
    const piece = content.subarray(sent, sent + PIECE_BYTES);
    sent += piece.length;
    try {
      // After the last piece follows the final dot: from here on the mail may have arrived.
      pass(piece.length > 0 ? 'sending' : 'complete');
      stream.push(piece.length > 0 ? piece : null);
    } catch (why) {
      stream.destroy(why as Error);
    }
  };
  return new Readable({
    highWaterMark: 0,
    read() {
      setImmediate(drop, this);
    },
  });
}
