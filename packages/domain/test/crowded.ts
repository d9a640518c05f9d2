import { Overloaded } from '@rekey/concurrency';
import type { MemoryStore } from '@rekey/memory';

/** A store in which no unit begins while it is crowded, and the switch for it. */
export function crowdable() {
  let crowded = false;
  return {
    through: (store: MemoryStore): MemoryStore => ({
      ...store,
      units: {
        run: (work) => (crowded ? Promise.reject(new Overloaded('too many units wait')) : store.units.run(work)),
      },
    }),
    crowd(now: boolean): void {
      crowded = now;
    },
  };
}
