import type { ClaimRound } from '../ports/letter-box.ts';
import { type Claim, isSuspect } from '../values/letter.ts';
import { LONGEST_BACK_OFF_MS } from './back-off.ts';
import { settlingTimeOf } from './courier-rules.ts';
import type { DeliverDueLettersDeps } from './deliver-due-letters-deps.ts';
import { fileEnded } from './file-ended.ts';
import { type HandOver, LeaseLost } from './hand-over.ts';
import { lastingFrom } from './lasting-from.ts';
import { prepareLetters } from './prepare-letters.ts';
import { togetherOrAlone } from './together-or-alone.ts';

/** A hand-over and the moment, on the monotonic clock, by which it must be over. */
export interface Ready {
  readonly handOver: HandOver;
  readonly endsMs: number;
}

interface Held {
  readonly claim: Claim;
  readonly endsMs: number;
}

export interface Round {
  readonly claimed: number;
  /** True where the last claim may have left letters behind that are due. */
  readonly mayBeMore: boolean;
  /** Why the relay cannot be used at all, or `null`: whoever calls pauses before the next round. */
  readonly channelDown: string | null;
}

/** One round of the courier's work: what it has claimed, what it has prepared, and what it has learnt of the relay. */
export interface Shift {
  /** What is ready to be handed over, claimed and prepared while what came before is on its way. */
  letters(): AsyncIterable<Ready>;
  /** Letters of which couriers may have died, each prepared when it is asked for. */
  suspects(): AsyncIterable<Ready>;
  channelDown(): string | null;
  findChannelDown(reason: string): void;
  /** Answers what the round came to; throws what kept it from claiming, or from writing down what the claim ended. */
  end(): Round;
}

// While there is more to do, the round goes on; but whoever calls has other things to look after, too.
const LONGEST_CLAIMING_MS = 2_000;
/** In which the next letters are there even on a busy machine: what lasts no longer would leave the relay waiting. */
const FETCHING_MS = 300;

/** `probing`: the relay was down. It is asked with as many letters as it has connections; the others need not be minted for. */
export function openShift(deps: DeliverDueLettersDeps, probing: boolean): Shift {
  const { batch, concurrency, leaseMs, ageCapMs } = deps.rules;
  const limit = probing ? concurrency : batch;
  const beganMs = deps.clock.monotonicMs();
  const suspects: Held[] = [];
  let claimed = 0;
  let mayBeMore = false;
  let channelDown: string | null = null;
  let fault: { readonly thrown: unknown } | null = null;

  const goesOn = () =>
    mayBeMore &&
    fault === null &&
    !probing &&
    suspects.length === 0 &&
    channelDown === null &&
    !deps.stopping() &&
    isYoung();
  const isYoung = () => deps.clock.monotonicMs() - beganMs < LONGEST_CLAIMING_MS;

  /** What breaks here ends the round, but not before what was claimed is done. */
  const tried = <Answer>(work: Promise<Answer>): Promise<Answer | null> =>
    work.catch((thrown: unknown) => {
      fault = { thrown };
      return null;
    });
  const claim = async (): Promise<readonly Held[]> => {
    // Read before the claim is sent: the lease we believe in ends no later than the one in the store.
    const endsMs = deps.clock.monotonicMs() + leaseMs - settlingTimeOf(leaseMs);
    const wish = { limit, leaseMs, ageCapMs, longestDelayMs: LONGEST_BACK_OFF_MS };
    const round = await tried(deps.letters.claim(wish));
    if (round === null) return [];
    tellClaimed(deps, round);
    claimed += round.claimed.length;
    mayBeMore = round.claimed.length >= limit || round.claimed.some(isSuspect);
    await tried(fileEnded(deps, round));
    return round.claimed.map((each) => ({ claim: each, endsMs }));
  };
  const take = async (): Promise<readonly Ready[]> => {
    const held = await claim();
    suspects.push(...held.filter(({ claim }) => isSuspect(claim)));
    return prepare(
      deps,
      held.filter(({ claim }) => !isSuspect(claim)),
    );
  };

  return {
    async *letters() {
      let coming: Promise<readonly Ready[]> | null = take();
      while (coming !== null) {
        const batch: readonly Ready[] = await coming;
        coming = null;
        const lastsMs = lastingFrom(deps.clock, batch.length, concurrency);
        for (const [gone, ready] of batch.entries()) {
          // Half of them is enough where the relay is slow: what waits for it uses up its lease.
          const isTime = gone >= batch.length / 2 || lastsMs(gone) < FETCHING_MS;
          if (coming === null && isTime && goesOn()) coming = take();
          yield ready;
        }
      }
    },
    async *suspects() {
      for (const held of suspects) yield* await prepare(deps, [held]);
    },
    channelDown: () => channelDown,
    findChannelDown(reason) {
      channelDown ??= reason;
    },
    end() {
      if (fault !== null) throw fault.thrown;
      return { claimed, mayBeMore, channelDown };
    },
  };
}

async function prepare(deps: DeliverDueLettersDeps, held: readonly Held[]): Promise<readonly Ready[]> {
  if (held.length === 0) return [];
  const attempts = await togetherOrAlone(held, deps.rules.concurrency, (some) =>
    prepareLetters(
      deps,
      some.map(({ claim }) => claim),
    ),
  );
  return attempts.flatMap((attempt) => {
    const { claim, endsMs } = attempt.item;
    if (attempt.kind === 'done') return [{ handOver: attempt.answer, endsMs }];
    const { fault } = attempt;
    const letterId = claim.id;
    deps.tell(fault instanceof LeaseLost ? { letterId, kind: 'lost' } : { letterId, kind: 'failed', fault });
    return [];
  });
}

function tellClaimed({ tell }: DeliverDueLettersDeps, { claimed }: ClaimRound): void {
  for (const { id: letterId, letter, attempts, requestedAt } of claimed) {
    tell({ letterId, kind: 'claimed', letterKind: letter.kind, attempts, requestedAt });
  }
}
