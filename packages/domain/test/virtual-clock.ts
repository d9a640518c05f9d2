import type { Clock } from '../src/ports/clock.ts';

interface Alarm {
  readonly atMs: number;
  readonly call: () => void;
}

/** A clock that moves only when it is told to, and then calls back whoever waits, in order. */
export function virtualClock(beginMs: number): Clock & { pass(ms: number): void } {
  let now = beginMs;
  const alarms = new Set<Alarm>();
  const next = (untilMs: number): Alarm | undefined =>
    [...alarms].filter(({ atMs }) => atMs <= untilMs).sort((one, other) => one.atMs - other.atMs)[0];
  return {
    monotonicMs: () => now,
    after(ms, call) {
      const alarm = { atMs: now + ms, call };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    pass(ms) {
      const untilMs = now + ms;
      for (let alarm = next(untilMs); alarm !== undefined; alarm = next(untilMs)) {
        alarms.delete(alarm);
        now = Math.max(now, alarm.atMs);
        alarm.call();
      }
      now = untilMs;
    },
  };
}
