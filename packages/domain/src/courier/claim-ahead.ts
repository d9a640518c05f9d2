import type { ClaimRound } from '../ports/letter-box.ts';
import type { Claim } from '../values/letter.ts';
import { LONGEST_BACK_OFF_MS } from './back-off.ts';
import type { DeliverDueLettersDeps } from './deliver-due-letters-deps.ts';
import { fileEnded } from './file-ended.ts';
import { lastingFrom } from './lasting-from.ts';
import { prepareLetters } from './prepare.ts';
import { type HandOver, LeaseLost } from './prepared.ts';
import { settlingTimeOf } from './rules.ts';
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
  /** Letters of which couriers may have died, each claimed and prepared when it is asked for. */
  suspects(): AsyncIterable<Ready>;
  channelDown(): string | null;
  findChannelDown(reason: string): void;
  /** Answers what the round came to; throws what kept it from claiming, or from writing down what the claim ended. */
  end(): Round;
}

type Kind = 'letters' | 'suspects';

// While there is more to do, the round goes on; but whoever calls has other things to look after, too.
const LONGEST_CLAIMING_MS = 2_000;
/** In which the next letters are there even on a busy machine: what lasts no longer would leave the relay waiting. */
const FETCHING_MS = 300;

/** `probing`: the relay was down. It is asked with as many letters as it has connections; the others need not be minted for. */
export function openShift(deps: DeliverDueLettersDeps, probing: boolean): Shift {
  const { batch, concurrency, leaseMs, ageCapMs } = deps.rules;
  const limits = { letters: probing ? concurrency : batch, suspects: 1 };
  const mayBeMore = { letters: false, suspects: false };
  let beganMs = deps.clock.monotonicMs();
  let claimed = 0;
  let channelDown: string | null = null;
  let fault: { readonly thrown: unknown } | null = null;

  const isAble = () => fault === null && channelDown === null && !deps.stopping();
  const isYoung = () => deps.clock.monotonicMs() - beganMs < LONGEST_CLAIMING_MS;
  const goesOn = (kind: Kind) => mayBeMore[kind] && isAble() && isYoung();

  /** What breaks here ends the round, but not before what was claimed is done. */
  const tried = <Answer>(work: Promise<Answer>): Promise<Answer | null> =>
    work.catch((thrown: unknown) => {
      fault = { thrown };
      return null;
    });
  const claim = async (kind: Kind): Promise<readonly Held[]> => {
    // Read before the claim is sent: the lease we believe in ends no later than the one in the store.
    const endsMs = deps.clock.monotonicMs() + leaseMs - settlingTimeOf(leaseMs);
    const wish = { limit: limits[kind], suspects: kind === 'suspects', leaseMs, ageCapMs };
    const round = await tried(deps.letters.claim({ ...wish, longestDelayMs: LONGEST_BACK_OFF_MS }));
    if (round === null) return [];
    tellClaimed(deps, round);
    claimed += round.claimed.length;
    mayBeMore[kind] = round.claimed.length >= limits[kind];
    await tried(fileEnded(deps, round));
    return round.claimed.map((each) => ({ claim: each, endsMs }));
  };
  const take = async (kind: Kind) => prepare(deps, await claim(kind));

  return {
    async *letters() {
      let coming: Promise<readonly Ready[]> | null = take('letters');
      while (coming !== null) {
        const batch: readonly Ready[] = await coming;
        coming = null;
        const lastsMs = lastingFrom(deps.clock, batch.length, concurrency);
        for (const [gone, ready] of batch.entries()) {
          // Half of them is enough where the relay is slow: what waits for it uses up its lease.
          const isTime = gone >= batch.length / 2 || lastsMs(gone) < FETCHING_MS;
          if (coming === null && isTime && !probing && goesOn('letters')) coming = take('letters');
          yield ready;
        }
      }
    },
    async *suspects() {
      if (!isAble()) return;
      // As much time as the others had: behind a slow relay one in each round would take minutes for what two couriers left behind.
      beganMs = deps.clock.monotonicMs();
      do yield* await take('suspects');
      while (goesOn('suspects'));
    },
    channelDown: () => channelDown,
    findChannelDown(reason) {
      channelDown ??= reason;
    },
    end() {
      if (fault !== null) throw fault.thrown;
      return { claimed, mayBeMore: mayBeMore.letters || mayBeMore.suspects, channelDown };
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
