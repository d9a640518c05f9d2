import type { Clock } from '@rekey/domain/ports';
import { clockContract } from '../clock.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

export const brokenClocks: readonly BrokenAdapter<Clock>[] = [
  {
    name: "the system's clock",
    contract: clockContract,
    sentence: "goes on when somebody sets the system's clock",
    breakIt: (clock) => ({ ...clock, monotonicMs: () => Date.now() }),
  },
  {
    name: 'a clock that trembles',
    contract: clockContract,
    sentence: 'never goes back',
    breakIt: (clock) => {
      let back = 0;
      return {
        ...clock,
        monotonicMs: () => {
          back = 5 - back;
          return clock.monotonicMs() - back;
        },
      };
    },
  },
  {
    name: 'a clock that counts seconds',
    contract: clockContract,
    sentence: 'measures milliseconds',
    breakIt: (clock) => ({ ...clock, monotonicMs: () => clock.monotonicMs() / 1_000 }),
  },
  {
    name: 'a clock that cannot wait',
    contract: clockContract,
    sentence: 'calls back once, and not before its time',
    breakIt: (clock) => ({ ...clock, after: (_, call) => clock.after(0, call) }),
  },
  {
    name: 'a clock whose alarm cannot be put off',
    contract: clockContract,
    sentence: 'does not call back where that was cancelled',
    breakIt: (clock) => ({
      ...clock,
      after(ms, call) {
        clock.after(ms, call);
        return () => {};
      },
    }),
  },
];
