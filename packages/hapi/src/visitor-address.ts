import type { Request, Server } from '@hapi/hapi';
import type { ClientAddress } from '@rekey/domain/values';
import { canonicalAddress, createClientAddressOf, createIsTrusted } from './client-address.ts';
import type { CheckedBounds, RequestBounds } from './request-bounds.ts';

/** Where a request came from, as far as it can be believed. */
export type AddressOf = (request: Request) => ClientAddress;

/** Reads peer and `X-Forwarded-For` of a request; the server's log hears once of a header that is not believed. */
export function createAddressOf(
  server: Server,
  { trustedProxies, onWarning }: RequestBounds & CheckedBounds,
): AddressOf {
  const clientAddressOf = createClientAddressOf(trustedProxies, (message) => {
    server.log(['rekey', 'warn'], message);
    onWarning?.(message);
  });
  return ({ info, raw }) => clientAddressOf(info.remoteAddress, raw.req.headers['x-forwarded-for']?.toString());
}

/** Whether a request comes from a trusted proxy itself: only then are its headers the proxy's word. */
export function createIsFromProxy(trustedProxies: readonly string[]): (request: Request) => boolean {
  const isTrusted = createIsTrusted(trustedProxies);
  return ({ info }) => {
    const peer = canonicalAddress(info.remoteAddress);
    return peer !== null && isTrusted(peer);
  };
}
