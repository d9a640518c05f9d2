import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createChannelAlarm } from './channel-alarm.ts';

const MINUTE = 60_000;

/** An alarm at a clock that only the test moves. */
function open() {
  let now = 1_000;
  const lines: { level: number; minutes: number; msg: string }[] = [];
  const alarm = createChannelAlarm({
    logger: pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) }),
    monotonicMs: () => now,
  });
  const after = (minutes: number, isDown: boolean) => {
    now += minutes * MINUTE;
    alarm(isDown);
  };
  return { after, lines };
}

describe('createChannelAlarm', () => {
  it('is raised once the relay has been down for five minutes, and not before', () => {
    const { after, lines } = open();
    after(0, true);
    after(4.9, true);
    expect(lines).toEqual([]);
    after(0.1, true);
    after(0.1, true);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 50, minutes: 5 });
    expect(lines[0]?.msg).toMatch(/^ALARM: .*rekey doctor$/);
  });

  it('is raised again every half hour while it goes on', () => {
    const { after, lines } = open();
    after(0, true);
    for (let minute = 1; minute <= 95; minute += 1) after(1, true);
    expect(lines.map(({ minutes }) => minutes)).toEqual([5, 35, 65, 95]);
  });

  it('counts anew after the relay was back', () => {
    const { after, lines } = open();
    after(0, true);
    after(4, true);
    after(0, false);
    after(1, true);
    after(4, true);
    expect(lines).toEqual([]);
  });
});
