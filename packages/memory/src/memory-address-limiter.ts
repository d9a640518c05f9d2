import type { AddressLimiter } from '@rekey/domain';
import { networkOf } from './network-of.ts';

export interface MemoryAddressLimiterOptions {
  /** Requests that one address may make in a window. */
  readonly requests: number;
  readonly windowMs: number;
  /** Addresses (of IPv6, networks of 64 bits) remembered at once; beyond it the one that came first is forgotten. 100,000 by default. */
  readonly maxAddresses?: number;
}

// About 15 MB. Whoever commands so many addresses that their own are forgotten has no use for a forgotten count: an attacker
// with a /32 of IPv6 has more networks than we have memory.
const MAX_ADDRESSES = 100_000;

interface Window {
  requests: number;
  readonly endsAtMs: number;
}

/** An `AddressLimiter` for one process. A window begins with an address's first request; its clock is nobody's to set. */
export function memoryAddressLimiter(options: MemoryAddressLimiterOptions): AddressLimiter {
  const { requests, windowMs, maxAddresses = MAX_ADDRESSES } = options;
  // In the order in which they began, and so in that in which they end.
  const windows = new Map<string, Window>();

  const begin = (network: string, nowMs: number): Window => {
    windows.delete(network);
    const begun = { requests: 0, endsAtMs: nowMs + windowMs };
    windows.set(network, begun);
    for (const [oldest, { endsAtMs }] of windows) {
      if (endsAtMs > nowMs && windows.size <= maxAddresses) break;
      windows.delete(oldest);
    }
    return begun;
  };
  return {
    async step(address) {
      const network = networkOf(address);
      const nowMs = performance.now();
      const known = windows.get(network);
      const window = known !== undefined && nowMs < known.endsAtMs ? known : begin(network, nowMs);
      window.requests += 1;
      if (window.requests <= requests) return { ok: true };
      return { ok: false, retryAfterMs: Math.ceil(window.endsAtMs - nowMs) };
    },
  };
}
