import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@rekey/domain/ports';
import { type Contract, promised } from './contract.ts';

/** Somebody sets the system's clock, as far as a program can see it. */
async function withSystemClockAt(ms: number, work: () => Promise<void>): Promise<void> {
  const real = Date.now;
  Date.now = () => ms;
  try {
    await work();
  } finally {
    Date.now = real;
  }
}

/** What every `Clock` keeps. */
export const clockContract: Contract<Clock> = {
  name: 'Clock',
  promises: [
    promised('never goes back', async (clock) => {
      let last = clock.monotonicMs();
      for (let read = 0; read < 10_000; read += 1) {
        const now = clock.monotonicMs();
        assert.ok(now >= last);
        last = now;
      }
    }),
    promised('measures milliseconds', async (clock) => {
      const [clockStart, start] = [clock.monotonicMs(), performance.now()];
      while (performance.now() - start < 30) await setImmediate();
      const measured = clock.monotonicMs() - clockStart;
      assert.ok(measured >= 25 && measured <= performance.now() - start + 5, `${measured} ms`);
    }),
    promised("goes on when somebody sets the system's clock", async (clock) => {
      const before = clock.monotonicMs();
      for (const ms of [0, Date.now() - 3_600_000, Date.now() + 3_600_000]) {
        await withSystemClockAt(ms, async () => {
          const now = clock.monotonicMs();
          assert.ok(now >= before && now - before < 60_000, `${now - before} ms`);
        });
      }
    }),
    promised('calls back once, and not before its time', async (clock) => {
      const began = clock.monotonicMs();
      let calls = 0;
      const calledMs = await new Promise<number>((resolve) => {
        clock.after(30, () => {
          calls += 1;
          resolve(clock.monotonicMs() - began);
        });
      });
      // A timer may fire a millisecond early by another clock than its own.
      assert.ok(calledMs >= 29, `${calledMs} ms`);
      await passed(60);
      assert.equal(calls, 1);
    }),
    promised('does not call back where that was cancelled', async (clock) => {
      let calls = 0;
      const cancel = clock.after(20, () => {
        calls += 1;
      });
      cancel();
      await passed(50);
      assert.equal(calls, 0);
    }),
  ],
};

async function passed(ms: number): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < ms) await setImmediate();
}
