import { settleBatch } from '@rekey/concurrency';
import type { Clock } from '../ports/clock.ts';
import type { Claim } from '../values/letter.ts';
import type { Prepared } from './compose.ts';
import { type CourierDeps, eachAlone } from './courier.ts';
import { LeaseLost, prepare } from './prepare.ts';
import { LONGEST_BACK_OFF_MS, settlingTimeOf } from './rules.ts';
import { recordEnded } from './settle.ts';

/** A letter to hand over, and by when on the monotonic clock the hand-over must have ended. */
export interface Ready {
  readonly prepared: Prepared;
  readonly endsMs: number;
}

/** What one delivery cycle came to. */
export interface DeliveryCycle {
  readonly claimed: number;
  /** True if the last claim may have left letters behind that are due. */
  readonly mayBeMore: boolean;
  /** Why the relay cannot be used at all, or `null`. The caller pauses before the next cycle. */
  readonly channelDown: string | null;
}

interface Claimed {
  readonly claim: Claim;
  readonly endsMs: number;
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

  /** Throws what kept the cycle from claiming, or from recording what a claim ended. */
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
    const wish = { limit, suspects, leaseMs, ageCapMs, longestDelayMs: LONGEST_BACK_OFF_MS };
    const round = await this.#tried(letters.claim(wish));
    if (round === null) return [];
    for (const { id: letterId, letter, attempts, requestedAt } of round.claimed) {
      tell({ letterId, kind: 'claimed', letterKind: letter.kind, attempts, requestedAt });
    }
    this.#claimed += round.claimed.length;
    this.#mayBeMore[kind] = round.claimed.length >= limit;
    await this.#tried(recordEnded(this.#deps, round));
    return round.claimed.map((claim) => ({ claim, endsMs }));
  }

  /** What breaks here ends the cycle, but not before the letters that are claimed are done. */
  #tried<Answer>(work: Promise<Answer>): Promise<Answer | null> {
    return work.catch((thrown: unknown) => {
      this.#fault = { thrown };
      return null;
    });
  }
}

async function prepareClaimed(deps: CourierDeps, claimed: readonly Claimed[]): Promise<readonly Ready[]> {
  if (claimed.length === 0) return [];
  const prepareSome = (some: readonly Claimed[]) =>
    prepare(
      deps,
      some.map(({ claim }) => claim),
    );
  const settled = await settleBatch(claimed, prepareSome, eachAlone(deps.rules.concurrency));
  return claimed.flatMap(({ claim: { id: letterId }, endsMs }, index) => {
    const result = settled[index];
    if (result?.status === 'fulfilled') return [{ prepared: result.value, endsMs }];
    const fault: unknown = result?.reason;
    deps.tell(fault instanceof LeaseLost ? { letterId, kind: 'lost' } : { letterId, kind: 'failed', fault });
    return [];
  });
}

/**
 * Estimates from now on how long the rest of `size` items takes, in milliseconds, from the average
 * so far. Infinite until more than `first` are gone: these started at once and say nothing yet.
 */
export function remainingTime(clock: Clock, size: number, first: number): (gone: number) => number {
  const beganMs = clock.monotonicMs();
  return (gone) => {
    if (gone <= first) return Number.POSITIVE_INFINITY;
    return ((clock.monotonicMs() - beganMs) / gone) * (size - gone);
  };
}
