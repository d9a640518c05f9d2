import type { AddressLimiter } from '@rekey/domain/ports';
import { networkOf } from '@rekey/domain/values';
// The one class: its package would load three dozen stores at every start.
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';

export interface MemoryAddressLimiterOptions {
  /** Requests that one address may make in a window. */
  readonly requests: number;
  /** At most 24 days, the longest that a timer of Node.js can wait. */
  readonly windowMs: number;
  /** Addresses (of IPv6, networks of 64 bits) remembered at once; beyond it the one that came first is forgotten. 100,000 by default. */
  readonly maxAddresses?: number;
}

// About 30 MB. An attacker with so many addresses has no use for a forgotten count.
const MAX_ADDRESSES = 100_000;

/** An `AddressLimiter` for one process. */
export function memoryAddressLimiter(options: MemoryAddressLimiterOptions): AddressLimiter {
  const { requests, windowMs, maxAddresses = MAX_ADDRESSES } = options;
  const limiter = new RateLimiterMemory({ points: requests, duration: windowMs / 1_000 });
  const remember = createMemoryOf(maxAddresses, (forgotten) => limiter.delete(forgotten));
  return {
    async step(address) {
      const network = networkOf(address);
      await remember(network);
      const refusal = await limiter.consume(network).then(() => null, refusalOf);
      if (refusal === null) return { ok: true };
      // Never more than a window: somebody may have set the system's clock back.
      return { ok: false, retryAfterMs: Math.min(windowMs, Math.max(1, Math.ceil(refusal.msBeforeNext))) };
    },
  };
}

function refusalOf(thrown: unknown): RateLimiterRes {
  if (thrown instanceof RateLimiterRes) return thrown;
  throw thrown;
}

/** Bounds how many addresses have a count: an attacker with a /32 of IPv6 has more networks than we have memory. */
function createMemoryOf(max: number, forget: (network: string) => Promise<unknown>) {
  const remembered = new Set<string>();
  return async (network: string): Promise<void> => {
    remembered.add(network);
    if (remembered.size <= max) return;
    const [oldest] = remembered;
    if (oldest === undefined) return;
    remembered.delete(oldest);
    await forget(oldest);
  };
}
