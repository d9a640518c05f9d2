import { type DeliverDueLetters, EndsNotRecorded } from '@rekey/domain';
import type { Logger } from 'pino';
import { masked } from '../log/masked.ts';
import { type CycleOutcome, HEALTHY, type Health, healthAfter, restAfter } from './courier-health.ts';
import type { Pause } from './waiting.ts';

export interface CourierLoopDeps {
  readonly deliver: DeliverDueLetters;
  /** True if the relay itself answered for any letter since it was last asked. */
  readonly relayAnswered: () => boolean;
  /** Hears after each cycle whether the relay is down. */
  readonly alarm: (isDown: boolean) => void;
  /** Called after each cycle: looks for recipients for whom the relay is slow. */
  readonly slowAlarm: () => void;
  /** Hears after each cycle whether the courier failed to claim. Must not throw. */
  readonly claimAlarm: (fails: boolean) => Promise<void>;
  /** What is to be done besides mail, in small pieces. Must not throw. */
  readonly keepHouse: () => Promise<void>;
  readonly logger: Logger;
  readonly pause: Pause;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Takes cycle after cycle until the signal fires; the cycle under way is finished first. Nothing that a cycle can do ends the loop. */
export async function runCourierLoop(deps: CourierLoopDeps, signal: AbortSignal): Promise<void> {
  let health = HEALTHY;
  while (!signal.aborted) {
    const cycle = await runCycle(deps);
    const next = healthAfter(health, cycle);
    report(deps.logger, health, next, cycle);
    health = next;
    deps.alarm(health.channelFailures > 0);
    deps.slowAlarm();
    await deps.claimAlarm(cycle.kind === 'fault' && !(cycle.fault instanceof EndsNotRecorded));
    if (cycle.kind !== 'fault') await deps.keepHouse();
    await deps.pause(restAfter(health, cycle, deps.random()), signal);
  }
}

async function runCycle({ deliver, relayAnswered }: CourierLoopDeps): Promise<CycleOutcome> {
  try {
    const { mayBeMore, channelDown } = await deliver();
    const answered = relayAnswered();
    if (channelDown !== null) return { kind: 'channel-down', reason: channelDown };
    return { kind: 'worked', mayBeMore, relayAnswered: answered };
  } catch (fault) {
    return { kind: 'fault', fault };
  }
}

/** A line when something breaks and a line when it is mended; nothing in between, however long it takes. */
function report(logger: Logger, before: Health, after: Health, cycle: CycleOutcome): void {
  if (cycle.kind === 'fault' && before.faults === 0) reportFault(logger, cycle.fault);
  if (before.faults > 0 && after.faults === 0) logger.info('the courier can use its database again');
  if (cycle.kind === 'channel-down' && before.channelFailures === 0) {
    logger.warn(
      { reason: masked(cycle.reason) },
      'the mail relay cannot be used; letters wait and it is tried every 5 to 30 s. Check REKEY_SMTP_URL and the relay: rekey doctor',
    );
  }
  if (before.channelFailures > 0 && after.channelFailures === 0) {
    logger.info('the mail relay is back; waiting letters are on their way. Nothing to do');
  }
}

function reportFault(logger: Logger, fault: unknown): void {
  if (fault instanceof EndsNotRecorded) {
    logger.error(
      { err: fault.cause },
      'letters are claimed, but the audit trail does not take how others ended (folded, or too old); the courier goes on slowly. Look at err: rights, space or locks of rekey_audit',
    );
    return;
  }
  logger.error(
    { err: fault },
    'the courier cannot use its database; letters wait and it keeps trying. Check that the database is up: rekey doctor',
  );
}
