import type { Clock } from '../ports/clock.ts';
import type { ClaimRound, LetterBox } from '../ports/letter-box.ts';
import type { Mailer } from '../ports/mailer.ts';
import { type Claim, TOO_OLD } from '../values/letter.ts';
import type { Delivery } from '../values/mail.ts';
import { settlingTimeOf } from './courier-rules.ts';
import { type HandOver, LeaseLost, type Prepared } from './hand-over.ts';
import { inParallel } from './in-parallel.ts';
import type { LetterEvent } from './letter-event.ts';
import { type PrepareNoticeDeps, prepareNotice } from './prepare-notice.ts';
import { type PrepareResetDeps, prepareReset } from './prepare-reset.ts';
import { safestFirst } from './safest-first.ts';
import { type SettleHandOverDeps, settleHandOver } from './settle-hand-over.ts';

export interface DeliverDueLettersDeps extends PrepareResetDeps, PrepareNoticeDeps, SettleHandOverDeps {
  readonly letters: LetterBox;
  readonly mailer: Mailer;
  readonly clock: Clock;
  /** Hears of every step, for the log. Must not throw. */
  readonly tell: (event: LetterEvent) => void;
  /** True once the program wants to end: letters not yet on their way are given back. */
  readonly stopping: () => boolean;
}

export interface Round {
  readonly claimed: number;
  /** Why the relay cannot be used at all, or `null`: whoever calls pauses before the next round. */
  readonly channelDown: string | null;
}

/** The courier's step: takes due letters and brings each to an end or to a later time. One bad letter never holds up the others. */
export type DeliverDueLetters = () => Promise<Round>;

export function createDeliverDueLetters(deps: DeliverDueLettersDeps): DeliverDueLetters {
  const { batch, concurrency, leaseMs, ageCapMs } = deps.rules;
  return async () => {
    // Read before the claim is sent: the lease we believe in ends no later than the one in the store.
    const handOversEndMs = deps.clock.monotonicMs() + leaseMs - settlingTimeOf(leaseMs);
    const round = await deps.letters.claim({ limit: batch, leaseMs, ageCapMs });
    const { claimed } = round;
    tellRound(deps, round);

    let channelDown: string | null = null;
    const budgetMs = () => handOversEndMs - deps.clock.monotonicMs();
    await inParallel(safestFirst(claimed, deps.random), concurrency, async (claim) => {
      const mayStart = channelDown === null && !deps.stopping() && budgetMs() >= deps.rules.mailDeadlineMs;
      const ended = mayStart ? await tryLetter(deps, claim, budgetMs) : await giveBack(deps, claim);
      deps.tell(ended.event);
      channelDown ??= ended.channelDown;
    });
    return { claimed: claimed.length, channelDown };
  };
}

/** What the claim itself did to letters, those that end with it included. */
function tellRound({ tell }: DeliverDueLettersDeps, { claimed, buried, folded }: ClaimRound): void {
  for (const { id: letterId, letter, attempts, requestedAt } of claimed) {
    tell({ letterId, kind: 'claimed', letterKind: letter.kind, attempts, requestedAt });
  }
  for (const letterId of folded) tell({ letterId, kind: 'skipped', reason: 'folded' });
  for (const letterId of buried) tell({ letterId, kind: 'dead', reason: TOO_OLD });
}

interface Ended {
  readonly event: LetterEvent;
  readonly channelDown: string | null;
}

/** Isolates one letter: whatever breaks here is its own affair. */
async function tryLetter(deps: DeliverDueLettersDeps, claim: Claim, budgetMs: () => number): Promise<Ended> {
  const letterId = claim.id;
  try {
    const prepared = await prepare(deps, claim);
    if (prepared.kind === 'ended') return { event: prepared.event, channelDown: null };
    const delivery = await deliver(deps, prepared.handOver, budgetMs());
    const event = await settleHandOver(deps, prepared.handOver, delivery);
    return { event, channelDown: delivery.kind === 'channel-down' ? delivery.reason : null };
  } catch (fault) {
    const event: LetterEvent =
      fault instanceof LeaseLost ? { letterId, kind: 'lost' } : { letterId, kind: 'failed', fault };
    return { event, channelDown: null };
  }
}

async function giveBack(deps: DeliverDueLettersDeps, claim: Claim): Promise<Ended> {
  const letterId = claim.id;
  try {
    await deps.letters.release(claim);
    return { event: { letterId, kind: 'released' }, channelDown: null };
  } catch (fault) {
    return { event: { letterId, kind: 'failed', fault }, channelDown: null };
  }
}

function prepare(deps: DeliverDueLettersDeps, claim: Claim): Promise<Prepared> {
  const { letter } = claim;
  return letter.kind === 'reset' ? prepareReset(deps, claim, letter) : prepareNotice(deps, claim, letter);
}

/** A stalled courier may find its lease used up by the mint: then no mail starts that it could not answer for. */
async function deliver(deps: DeliverDueLettersDeps, handOver: HandOver, budgetMs: number): Promise<Delivery> {
  if (budgetMs <= 0) return { kind: 'try-later', reason: 'the lease was used up before the mail could start' };
  return deps.mailer.deliver(handOver.mail, Math.min(budgetMs, deps.rules.mailDeadlineMs));
}
