import type { CourierDeps } from './courier.ts';
import { type Claimed, prepareClaimed, type Ready } from './prepare-claimed.ts';
import { remainingTime } from './remaining-time.ts';
import { LONGEST_BACK_OFF_MS, settlingTimeOf } from './rules.ts';
import { recordEnded } from './settle.ts';

/** What one delivery cycle came to. */
export interface DeliveryCycle {
  readonly claimed: number;
  /** True if the last claim may have left letters behind that are due. */
  readonly mayBeMore: boolean;
  /** Why the relay cannot be used at all, or `null`. The caller pauses before the next cycle. */
  readonly channelDown: string | null;
}

/** Letters were claimed. But the audit trail did not take how others ended: folded, or too old. */
export class EndsNotRecorded extends Error {
  override readonly name = 'EndsNotRecorded';
}

type Kind = 'letters' | 'suspects';

// While there is more to do, the cycle goes on. But its caller has other work, too.
const LONGEST_CLAIMING_MS = 2_000;
// Claiming and preparing a batch takes up to this long on a busy machine: the relay must not wait.
const PREFETCH_MS = 300;

/** The supply of one cycle: claims and prepares a batch while the one before is on its way. */
export class ClaimAhead {
  readonly #deps: CourierDeps;
  readonly #probing: boolean;
  readonly #room: () => number;
  readonly #mayBeMore: Record<Kind, boolean> = { letters: false, suspects: false };
  #beganMs: number;
  #claimed = 0;
  #channelDown: string | null = null;
  #fault: { readonly thrown: unknown } | null = null;

  /**
   * `probing`: the relay was down, so it is tried with one letter for each connection. `room`: how
   * many letters can be handed over at once; while that is less than usual, no more are claimed.
   */
  constructor(deps: CourierDeps, probing: boolean, room: () => number) {
    this.#deps = deps;
    this.#probing = probing;
    this.#room = room;
    this.#beganMs = deps.clock.monotonicMs();
  }

  get channelDown(): string | null {
    return this.#channelDown;
  }

  findChannelDown(reason: string): void {
    this.#channelDown ??= reason;
  }

  /** Letters that are ready to be handed over. */
  async *letters(): AsyncGenerator<Ready> {
    const { clock, rules } = this.#deps;
    let next: Promise<readonly Ready[]> | null = this.#take('letters');
    while (next !== null) {
      const batch: readonly Ready[] = await next;
      next = null;
      const remainingMs = remainingTime(clock, batch.length, rules.concurrency);
      for (const [gone, ready] of batch.entries()) {
        // With half of them gone at the latest: behind a slow relay, what waits uses up its lease.
        const isTime = gone >= batch.length / 2 || remainingMs(gone) < PREFETCH_MS;
        if (next === null && isTime && !this.#probing && this.#goesOn('letters')) next = this.#take('letters');
        yield ready;
      }
    }
  }

  /**
   * Letters of which couriers may have died: each is claimed and prepared when it is asked for.
   * `isAlone` is asked before all but the first.
   */
  async *suspects(isAlone: () => boolean): AsyncGenerator<Ready> {
    if (!this.#isAble()) return;
    // They get as much time as the others had. With one suspect in each cycle, what two couriers left
    // behind would take minutes behind a slow relay.
    this.#beganMs = this.#deps.clock.monotonicMs();
    do yield* await this.#take('suspects');
    while (isAlone() && this.#goesOn('suspects'));
  }

  /** Throws what kept the cycle from claiming, or `EndsNotRecorded`. */
  result(): DeliveryCycle {
    if (this.#fault !== null) throw this.#fault.thrown;
    const mayBeMore = this.#mayBeMore.letters || this.#mayBeMore.suspects;
    return { claimed: this.#claimed, mayBeMore, channelDown: this.#channelDown };
  }

  #isAble(): boolean {
    return this.#fault === null && this.#channelDown === null && !this.#deps.stopping();
  }

  #goesOn(kind: Kind): boolean {
    const isYoung = this.#deps.clock.monotonicMs() - this.#beganMs < LONGEST_CLAIMING_MS;
    return this.#mayBeMore[kind] && this.#isAble() && isYoung && this.#room() > 0;
  }

  #limitOf(kind: Kind): number {
    if (kind === 'suspects') return 1;
    const { batch, concurrency } = this.#deps.rules;
    const room = Math.max(1, Math.min(this.#room(), concurrency));
    return this.#probing || room < concurrency ? room : batch;
  }

  async #take(kind: Kind): Promise<readonly Ready[]> {
    return prepareClaimed(this.#deps, await this.#claim(kind));
  }

  async #claim(kind: Kind): Promise<readonly Claimed[]> {
    const { letters, clock, rules, tell } = this.#deps;
    const { leaseMs, ageCapMs } = rules;
    const limit = this.#limitOf(kind);
    // Read before the claim is sent, so that our lease ends no later than the one in the store.
    const endsMs = clock.monotonicMs() + leaseMs - settlingTimeOf(leaseMs);
    const suspects = kind === 'suspects';
    const options = { limit, suspects, leaseMs, ageCapMs, longestDelayMs: LONGEST_BACK_OFF_MS };
    const round = await this.#tried(letters.claim(options));
    if (round === null) return [];
    for (const { id: letterId, letter, attempts, requestedAt } of round.claimed) {
      tell({ letterId, kind: 'claimed', letterKind: letter.kind, attempts, requestedAt });
    }
    this.#claimed += round.claimed.length;
    this.#mayBeMore[kind] = round.claimed.length >= limit;
    await this.#tried(recordEnded(this.#deps, round).catch(notRecorded));
    return round.claimed.map((claim) => ({ claim, endsMs }));
  }

  /** What breaks here ends the cycle, but not before the letters that are claimed are done. */
  #tried<Answer>(work: Promise<Answer>): Promise<Answer | null> {
    return work.catch((thrown: unknown) => {
      // That claims fail is the worse news.
      if (this.#fault === null || !(thrown instanceof EndsNotRecorded)) this.#fault = { thrown };
      return null;
    });
  }
}

function notRecorded(cause: unknown): never {
  throw new EndsNotRecorded('the audit trail did not take how letters ended', { cause });
}
