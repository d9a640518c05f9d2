import { describe, expect, it, vi } from 'vitest';
import { runCourierRounds } from './courier-rounds.ts';

const PACE = { idleMs: 1, brokenMs: 1 };
const LONG = { idleMs: 3_600_000, brokenMs: 3_600_000 };
const QUIET = { claimed: 0, mayBeMore: false, channelDown: null };

describe('runCourierRounds', () => {
  it('goes round after round until it is told to stop', async () => {
    const stop = new AbortController();
    let rounds = 0;
    const round = async () => {
      if (++rounds === 3) stop.abort();
      return QUIET;
    };
    await runCourierRounds(round, PACE, () => {}, stop.signal);
    expect(rounds).toBe(3);
  });

  it('takes no rest where there may be more to do', async () => {
    const stop = new AbortController();
    let rounds = 0;
    const round = async () => {
      if (++rounds === 2) stop.abort();
      return { ...QUIET, mayBeMore: true };
    };
    await runCourierRounds(round, LONG, () => {}, stop.signal);
    expect(rounds).toBe(2);
  });

  it('reports a round that failed, and goes on', async () => {
    const stop = new AbortController();
    const faults: unknown[] = [];
    const broken = async () => {
      if (faults.length === 2) stop.abort();
      throw new Error('the storage is away');
    };
    await runCourierRounds(broken, PACE, (fault) => faults.push(fault), stop.signal);
    expect(faults).toHaveLength(3);
  });

  it('stops at once while it rests', async () => {
    const stop = new AbortController();
    const round = vi.fn(async () => QUIET);
    const ended = runCourierRounds(round, LONG, () => {}, stop.signal);
    await vi.waitUntil(() => round.mock.calls.length === 1);
    stop.abort();
    await ended;
    expect(round).toHaveBeenCalledOnce();
  });

  it('finishes the round under way before it stops', async () => {
    const stop = new AbortController();
    let finished = false;
    const round = async () => {
      stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
      finished = true;
      return QUIET;
    };
    await runCourierRounds(round, PACE, () => {}, stop.signal);
    expect(finished).toBe(true);
  });
});
