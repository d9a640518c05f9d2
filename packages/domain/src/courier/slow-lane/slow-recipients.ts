import type { Clock } from '../../ports/clock.ts';
import type { EmailAddress } from '../../values/email-address.ts';

// Long enough for the attempts of a letter, short enough for a mailbox that has recovered.
const MEMORY_MS = 10 * 60_000;
const MOST = 2_000;
// Once a little slower than others may be bad luck; to hang for seconds is none.
const ENOUGH = 2;
const HANGS_MS = 3_000;

interface Mark {
  readonly times: number;
  readonly untilMs: number;
}

/** Recipients at whom the relay hung lately. In memory, bounded, and forgotten after some minutes. */
export class SlowRecipients {
  readonly #clock: Clock;
  readonly #marks = new Map<string, Mark>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `suspected`: it was slow once, but not for long. */
  judge(address: EmailAddress): 'quick' | 'suspected' | 'slow' {
    const times = this.#timesOf(address);
    return times >= ENOUGH ? 'slow' : times > 0 ? 'suspected' : 'quick';
  }

  get count(): number {
    const now = this.#clock.monotonicMs();
    return [...this.#marks.values()].filter(({ times, untilMs }) => times >= ENOUGH && untilMs > now).length;
  }

  /** The relay was slow for it, while others were served quickly. */
  wasSlow(address: EmailAddress, tookMs: number): void {
    this.#mark(address, tookMs < HANGS_MS ? this.#timesOf(address) + 1 : ENOUGH);
  }

  wasQuick(address: EmailAddress): void {
    this.#marks.delete(keyOf(address));
  }

  #timesOf(address: EmailAddress): number {
    const mark = this.#marks.get(keyOf(address));
    return mark !== undefined && mark.untilMs > this.#clock.monotonicMs() ? mark.times : 0;
  }

  #mark(address: EmailAddress, times: number): void {
    const key = keyOf(address);
    // Written anew, so that the first of the map is the one that was marked longest ago.
    this.#marks.delete(key);
    this.#marks.set(key, { times, untilMs: this.#clock.monotonicMs() + MEMORY_MS });
    const [oldest] = this.#marks.keys();
    if (this.#marks.size > MOST && oldest !== undefined) this.#marks.delete(oldest);
  }
}

function keyOf(address: EmailAddress): string {
  return address.toLowerCase();
}
