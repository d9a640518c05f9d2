import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createSlowAlarm } from './slow-alarm.ts';

const MINUTE = 60_000;

function open() {
  let now = 0;
  let recipients = 0;
  const lines: { level: number; recipients?: number }[] = [];
  const alarm = createSlowAlarm({
    slowRecipients: () => recipients,
    logger: pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) }),
    monotonicMs: () => now,
  });
  return {
    lines,
    after(ms: number, slow: number) {
      now += ms;
      recipients = slow;
      alarm();
    },
  };
}

describe('createSlowAlarm', () => {
  it('warns when the relay is slow for some recipients, and again after half an hour, not before', () => {
    const { after, lines } = open();
    for (const slow of [0, 3, 4, 5]) after(MINUTE, slow);
    expect(lines).toMatchObject([{ level: 40, recipients: 3 }]);
    after(28 * MINUTE, 7);
    expect(lines).toMatchObject([{ recipients: 3 }, { level: 40, recipients: 7 }]);
  });

  it('says once that it is over', () => {
    const { after, lines } = open();
    for (const slow of [2, 0, 0]) after(MINUTE, slow);
    expect(lines).toMatchObject([{ level: 40 }, { level: 30 }]);
    after(MINUTE, 1);
    expect(lines).toHaveLength(3);
  });
});
