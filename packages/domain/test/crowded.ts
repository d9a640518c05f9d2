import type { MemoryStore } from '@rekey/memory';
import { TooManyUnits } from '../src/ports/unit-of-work.ts';

/** A store in which no unit begins while it is crowded, and the switch for it. */
export function crowdable() {
  let crowded = false;
  return {
    through: (store: MemoryStore): MemoryStore => ({
      ...store,
      units: { run: (work) => (crowded ? Promise.reject(new TooManyUnits()) : store.units.run(work)) },
    }),
    crowd(now: boolean): void {
      crowded = now;
    },
  };
}
