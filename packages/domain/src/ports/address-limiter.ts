import type { ClientAddress } from '../values/letter.ts';

/**
 * Counts the requests of one client address in this process, in bounded memory.
 *
 * Contract: `addressLimiterContract`.
 */
export interface AddressLimiter {
  /**
   * Counts one request. Beyond the limit it says after how many milliseconds (at least 1) to come
   * back. Clients don't share a count: one client is one IPv4 address, also where it is written as
   * IPv6, or one IPv6 network of 64 bits. A window that has ended is forgotten.
   */
  step(address: ClientAddress): Promise<{ readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number }>;
}
