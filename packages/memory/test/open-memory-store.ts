import type { Opened, StoreOptions, StoreUnderTest } from '@rekey/contracts';
import type { Instant } from '@rekey/domain/values';
import { createMemoryStore } from '../src/memory-store.ts';

/** A fresh store with a clock that stands still until a check moves it. */
export function openMemoryStore(options: StoreOptions = {}): Opened<StoreUnderTest> {
  let now = Date.UTC(2026, 0, 15, 12) as Instant;
  const { directory, tokens, letters, units, auditReader, housekeeping, backlog, ...hands } = createMemoryStore({
    ...options,
    now: () => now,
  });
  const outside = {
    ...hands,
    now: async () => now,
    advance: async (ms: number) => {
      now = (now + ms) as Instant;
    },
  };
  return {
    subject: { directory, tokens, letters, units, auditReader, housekeeping, backlog, outside },
    close: () => {},
  };
}
