import { createMemoryStore } from '@rekey/memory';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createClaimAlarm } from './claim-alarm.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

/** An alarm at a clock that only the test moves. */
function open(keeps = true) {
  let now = 1_000;
  const lines: { level: number; waiting?: number | null; since?: string; msg: string }[] = [];
  const { backlog } = createMemoryStore();
  const refuse = () => Promise.reject(new Error('no database'));
  const alarm = createClaimAlarm({
    backlog: keeps ? backlog : { look: refuse, raiseClaimAlarm: refuse, endClaimAlarm: refuse },
    logger: pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) }),
    monotonicMs: () => now,
  });
  const after = async (ms: number, fails: boolean) => {
    now += ms;
    await alarm(fails);
  };
  return { after, lines, failing: async () => (await backlog.look()).claimsFailForMs };
}

describe('createClaimAlarm', () => {
  it('is raised within a minute, in the log and for doctor, and not for a moment of trouble', async () => {
    const { after, lines, failing } = open();
    await after(0, true);
    await after(19 * SECOND, true);
    expect(lines).toEqual([]);
    expect(await failing()).toBeNull();
    await after(15 * SECOND, true);
    expect(lines).toMatchObject([
      { level: 50, waiting: 0, msg: expect.stringMatching(/^ALARM: no letters are claimed/) },
    ]);
    expect(await failing()).toBeGreaterThanOrEqual(34 * SECOND);
  });

  it('is raised again every half hour while it goes on', async () => {
    const { after, lines } = open();
    await after(0, true);
    for (let minute = 1; minute <= 65; minute += 1) await after(MINUTE, true);
    expect(lines).toHaveLength(3);
  });

  it('says when it is over, and takes its word back', async () => {
    const { after, lines, failing } = open();
    await after(0, true);
    await after(MINUTE, true);
    await after(SECOND, false);
    await after(SECOND, false);
    expect(lines.map(({ msg }) => msg).slice(1)).toEqual(['letters are claimed again. Nothing to do']);
    expect(await failing()).toBeNull();
  });

  it('counts anew after a claim that worked', async () => {
    const { after, lines } = open();
    await after(0, true);
    await after(15 * SECOND, false);
    await after(SECOND, true);
    await after(15 * SECOND, true);
    expect(lines).toEqual([]);
  });

  it('is in the log also where the database takes no word', async () => {
    const { after, lines } = open(false);
    await after(0, true);
    await after(MINUTE, true);
    expect(lines).toMatchObject([{ waiting: null }]);
  });
});
