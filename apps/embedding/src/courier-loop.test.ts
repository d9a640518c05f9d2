import type { DeliverDueLetters } from '@rekey/domain';
import { describe, expect, it, vi } from 'vitest';
import { runCourierLoop } from './courier-loop.ts';

const PACE = { idleMs: 1, brokenMs: 1 };
const LONG = { idleMs: 3_600_000, brokenMs: 3_600_000 };
const QUIET = { claimed: 0, mayBeMore: false, channelDown: null };

const courierOf = (deliver: DeliverDueLetters) => ({ deliver, drained: async () => {} });

describe('runCourierLoop', () => {
  it('goes cycle after cycle until it is told to stop', async () => {
    const stop = new AbortController();
    let cycles = 0;
    const cycle = async () => {
      if (++cycles === 3) stop.abort();
      return QUIET;
    };
    await runCourierLoop(courierOf(cycle), PACE, () => {}, stop.signal);
    expect(cycles).toBe(3);
  });

  it('takes no rest where there may be more to do', async () => {
    const stop = new AbortController();
    let cycles = 0;
    const cycle = async () => {
      if (++cycles === 2) stop.abort();
      return { ...QUIET, mayBeMore: true };
    };
    await runCourierLoop(courierOf(cycle), LONG, () => {}, stop.signal);
    expect(cycles).toBe(2);
  });

  it('reports a cycle that failed, and goes on', async () => {
    const stop = new AbortController();
    const faults: unknown[] = [];
    const broken = async () => {
      if (faults.length === 2) stop.abort();
      throw new Error('the storage is away');
    };
    await runCourierLoop(courierOf(broken), PACE, (fault) => faults.push(fault), stop.signal);
    expect(faults).toHaveLength(3);
  });

  it('stops at once while it rests', async () => {
    const stop = new AbortController();
    const cycle = vi.fn(async () => QUIET);
    const ended = runCourierLoop(courierOf(cycle), LONG, () => {}, stop.signal);
    await vi.waitUntil(() => cycle.mock.calls.length === 1);
    stop.abort();
    await ended;
    expect(cycle).toHaveBeenCalledOnce();
  });

  it('finishes the cycle under way before it stops', async () => {
    const stop = new AbortController();
    let finished = false;
    const cycle = async () => {
      stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
      finished = true;
      return QUIET;
    };
    await runCourierLoop(courierOf(cycle), PACE, () => {}, stop.signal);
    expect(finished).toBe(true);
  });

  it('waits for slow letters on its way out', async () => {
    const stop = new AbortController();
    stop.abort();
    let drained = false;
    const drain = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      drained = true;
    };
    await runCourierLoop({ deliver: async () => QUIET, drained: drain }, PACE, () => {}, stop.signal);
    expect(drained).toBe(true);
  });
});
