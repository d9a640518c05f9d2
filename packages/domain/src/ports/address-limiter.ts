import type { ClientAddress } from '../values/letter.ts';

/**
 * Counts the requests of one client address in this process.
 *
 * - `step` counts one request; beyond the limit it says after how many milliseconds (at least 1) to come back.
 * - Clients don't share a count. One client is one IPv4 address, also where it is written as IPv6, or one IPv6 network of 64 bits.
 * - A window that is over is forgotten. Bounded memory.
 *
 * Contract: `addressLimiterContract`.
 */
export interface AddressLimiter {
  step(address: ClientAddress): Promise<{ readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number }>;
}
