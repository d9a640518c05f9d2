import type { LimiterOptions, LimiterUnderTest, Opened } from '@rekey/contracts';
import { vi } from 'vitest';
import { memoryAddressLimiter } from '../src/memory-address-limiter.ts';

/** A limiter in a time that only the check moves. */
export function openMemoryLimiter(
  options: LimiterOptions = { requests: 3, windowMs: 60_000 },
): Opened<LimiterUnderTest> {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  const limiter = memoryAddressLimiter(options);
  const pass = async (ms: number) => void (await vi.advanceTimersByTimeAsync(ms));
  return { subject: { limiter, pass }, close: () => void vi.useRealTimers() };
}
