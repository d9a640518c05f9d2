import type { DeliverDueLetters } from '@rekey/domain';
import type { Logger } from 'pino';
import { masked } from '../log/masked.ts';
import { HEALTHY, type Health, healthAfter, restAfter, type Turn } from './courier-pace.ts';
import type { Pause } from './pause.ts';

export interface CourierLoopDeps {
  readonly deliver: DeliverDueLetters;
  /** True if the relay itself answered for any letter since it was last asked. */
  readonly relayAnswered: () => boolean;
  /** Hears after each turn whether the relay is down. */
  readonly alarm: (isDown: boolean) => void;
  /** What is to be done besides mail, in small pieces. Must not throw. */
  readonly keepHouse: () => Promise<void>;
  readonly logger: Logger;
  readonly pause: Pause;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Takes turn after turn until the signal fires; the turn under way is finished first. Nothing that a turn can do ends the loop. */
export async function runCourierLoop(deps: CourierLoopDeps, signal: AbortSignal): Promise<void> {
  let health = HEALTHY;
  while (!signal.aborted) {
    const turn = await takeTurn(deps);
    const next = healthAfter(health, turn);
    report(deps.logger, health, next, turn);
    health = next;
    deps.alarm(health.channelFailures > 0);
    if (turn.kind !== 'fault') await deps.keepHouse();
    await deps.pause(restAfter(health, turn, deps.random()), signal);
  }
}

async function takeTurn({ deliver, relayAnswered }: CourierLoopDeps): Promise<Turn> {
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
function report(logger: Logger, before: Health, after: Health, turn: Turn): void {
  if (turn.kind === 'fault' && before.faults === 0) {
    logger.error(
      { err: turn.fault },
      'the courier cannot use its database; letters wait and it keeps trying. Check that the database is up: rekey doctor',
    );
  }
  if (before.faults > 0 && after.faults === 0) logger.info('the courier can use its database again');
  if (turn.kind === 'channel-down' && before.channelFailures === 0) {
    logger.warn(
      { reason: masked(turn.reason) },
      'the mail relay cannot be used; letters wait and it is tried every 5 to 30 s. Check REKEY_SMTP_URL and the relay: rekey doctor',
    );
  }
  if (before.channelFailures > 0 && after.channelFailures === 0) {
    logger.info('the mail relay is back; waiting letters are on their way. Nothing to do');
  }
}
