import { type DeliveryCycle, EndsNotRecorded } from '@rekey/domain';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { runCourierLoop } from './courier-loop.ts';

interface Step {
  readonly cycle: DeliveryCycle | Error;
  readonly relayAnswered?: boolean;
}

const idle: Step = { cycle: { claimed: 0, mayBeMore: false, channelDown: null } };
const full: Step = { cycle: { claimed: 50, mayBeMore: true, channelDown: null }, relayAnswered: true };
const sent: Step = { cycle: { claimed: 1, mayBeMore: false, channelDown: null }, relayAnswered: true };
const skipped: Step = { cycle: { claimed: 1, mayBeMore: false, channelDown: null } };
const down: Step = { cycle: { claimed: 3, mayBeMore: false, channelDown: 'connect ECONNREFUSED' } };
const away: Step = { cycle: new Error('connection refused') };

/** Plays a script, then stops; answers how long the loop rested after each cycle, and what it logged. */
async function play(steps: readonly Step[], random = 0.5) {
  const stop = new AbortController();
  const rests: number[] = [];
  const alarms: boolean[] = [];
  const claimFails: boolean[] = [];
  let sweeps = 0;
  const lines: { level: number; msg: string }[] = [];
  let current: Step = idle;
  const script = steps[Symbol.iterator]();
  await runCourierLoop(
    {
      random: () => random,
      relayAnswered: () => current.relayAnswered ?? false,
      alarm: (isDown) => void alarms.push(isDown),
      slowAlarm: () => {},
      async claimAlarm(fails) {
        claimFails.push(fails);
      },
      async keepHouse() {
        sweeps += 1;
      },
      logger: pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) }),
      async deliver() {
        current = script.next().value ?? idle;
        if (current.cycle instanceof Error) throw current.cycle;
        return current.cycle;
      },
      async pause(ms) {
        rests.push(ms);
        if (rests.length === steps.length) stop.abort();
      },
    },
    stop.signal,
  );
  return { rests, lines, alarms, claimFails, sweeps };
}

const times = (count: number, step: Step) => Array.from({ length: count }, () => step);

describe('runCourierLoop', () => {
  it('rests 300 to 700 ms when there is nothing to do', async () => {
    expect((await play([idle], 0)).rests).toEqual([300]);
    expect((await play([idle], 0.999)).rests).toEqual([700]);
  });

  it('goes on at once after a full batch', async () => {
    expect((await play([full, full, idle])).rests).toEqual([0, 0, 500]);
  });

  it('pauses 5 to 30 s while the relay is down, longer each time', async () => {
    expect((await play(times(6, down), 0)).rests).toEqual([5_000, 5_000, 5_000, 5_000, 5_000, 5_000]);
    const { rests } = await play(times(6, down), 0.999_999);
    expect(rests).toEqual([5_000, 10_000, 20_000, 30_000, 30_000, 30_000]);
  });

  it('warns once when the relay goes down and says once that it is back', async () => {
    const { lines } = await play([down, down, idle, down, sent, idle]);
    expect(lines.map(({ level, msg }) => [level, msg.slice(0, 25)])).toEqual([
      [40, 'the mail relay cannot be '],
      [30, 'the mail relay is back; w'],
    ]);
  });

  it('does not take letters without a mail for a relay that is back', async () => {
    const { lines, rests } = await play([down, down, skipped, down], 0.999_999);
    expect(lines).toHaveLength(1);
    expect(rests).toEqual([5_000, 10_000, 700, 20_000]);
  });

  it('survives a database that is away: backs off to 15 s, one line when it goes, one when it is back', async () => {
    const { rests, lines } = await play([...times(7, away), idle, away], 0.999_999);
    expect(rests).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 700, 500]);
    expect(lines.map(({ level }) => level)).toEqual([50, 30, 50]);
  });

  it('tells the alarm after each cycle whether the relay is down', async () => {
    expect((await play([idle, down, skipped, away, sent])).alarms).toEqual([false, true, true, true, false]);
  });

  it('tells the alarm of claims which cycles failed: not that the relay is down', async () => {
    expect((await play([idle, away, away, down, sent])).claimFails).toEqual([false, true, true, false, false]);
  });

  it('does not call it a claim that failed when the audit trail does not take how letters ended', async () => {
    const full = new Error('no space left');
    const unrecorded: Step = { cycle: new EndsNotRecorded('the audit trail did not take it', { cause: full }) };
    const { claimFails, lines, rests } = await play([unrecorded, unrecorded, idle], 0.999_999);
    expect(claimFails).toEqual([false, false, false]);
    expect(rests).toEqual([500, 1_000, 700]);
    expect(lines).toMatchObject([
      {
        level: 50,
        err: { message: 'no space left' },
        msg: expect.stringMatching(/^letters are claimed, but the audit/),
      },
      { level: 30, msg: 'the courier can use its database again' },
    ]);
  });

  it('keeps house after each cycle, except where the database is away', async () => {
    expect((await play([idle, away, full, down])).sweeps).toBe(3);
  });

  it('runs no cycle once it is told to stop', async () => {
    const stop = new AbortController();
    stop.abort();
    const deliver = async (): Promise<DeliveryCycle> => {
      throw new Error('a cycle was run');
    };
    const logger = pino({ level: 'silent' });
    const idly = {
      alarm: () => {},
      slowAlarm: () => {},
      claimAlarm: async () => {},
      keepHouse: async () => {},
      relayAnswered: () => false,
      pause: async () => {},
    };
    const deps = { batch: 50, random: Math.random, logger, deliver, ...idly };
    await expect(runCourierLoop(deps, stop.signal)).resolves.toBeUndefined();
  });
});
