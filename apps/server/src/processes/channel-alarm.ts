import type { Logger } from 'pino';

export interface AlarmRules {
  /** A relay that restarts is back by then. */
  readonly afterMs: number;
  /** Often enough to show in the last hour of a log, seldom enough to be read. */
  readonly everyMs: number;
}

const MINUTE_MS = 60_000;
const ALARM_RULES: AlarmRules = { afterMs: 5 * MINUTE_MS, everyMs: 30 * MINUTE_MS };

export interface ChannelAlarmDeps {
  readonly logger: Logger;
  readonly monotonicMs: () => number;
  readonly rules?: AlarmRules;
}

/** Told after each cycle whether the relay is down, it raises the alarm when that lasts, and again while it goes on. */
export function createChannelAlarm({ logger, monotonicMs, rules = ALARM_RULES }: ChannelAlarmDeps) {
  let downSince: number | null = null;
  let nextAlarmMs = 0;
  return (isDown: boolean): void => {
    const now = monotonicMs();
    if (!isDown) downSince = null;
    else if (downSince === null) {
      downSince = now;
      nextAlarmMs = now + rules.afterMs;
    } else if (now >= nextAlarmMs) {
      nextAlarmMs = now + rules.everyMs;
      const minutes = Math.floor((now - downSince) / MINUTE_MS);
      logger.error(
        { minutes },
        'ALARM: no mail goes out, the relay has been unusable for minutes. Letters wait, reset letters for 4 hours: rekey doctor',
      );
    }
  };
}
