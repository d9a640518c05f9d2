import type { Request } from '@hapi/hapi';
import type { ClientAddress } from '@rekey/domain';
import { createClientAddressOf } from './client-address.ts';

/** Where a request came from, as far as it can be believed. */
export type AddressOf = (request: Request) => ClientAddress;

/** Reads peer and `X-Forwarded-For` of a request; `warn` hears once of a header that is not believed. */
export function createAddressOf(trustedProxies: readonly string[], warn: (message: string) => void): AddressOf {
  const clientAddressOf = createClientAddressOf(trustedProxies, warn);
  return ({ info, raw }) => clientAddressOf(info.remoteAddress, raw.req.headers['x-forwarded-for']?.toString());
}
