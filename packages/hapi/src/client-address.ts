import { BlockList, isIP, SocketAddress } from 'node:net';
import type { ClientAddress } from '@rekey/domain/values';

/** Where a request came from, as far as it can be believed. */
export type ClientAddressOf = (peer: string | undefined, forwardedFor: string | undefined) => ClientAddress;

// What a listener on a Unix socket sees: everybody shares one count, which is the safe side.
const NO_ADDRESS = 'unknown' as ClientAddress;

/**
 * The peer's own address, unless the peer is a trusted proxy: then the right-most entry of `X-Forwarded-For` that is not one.
 * Entries further left are whatever the client wrote; believing them would give an attacker a fresh limit for every request.
 * A chain with an entry that is no address is not believed at all. From anybody else the header is ignored, and `warn` hears of it once.
 */
export function createClientAddressOf(
  trustedProxies: readonly string[],
  warn: (message: string) => void,
): ClientAddressOf {
  const isTrusted = createIsTrusted(trustedProxies);
  let warned = false;
  return (peer, forwardedFor) => {
    const address = canonicalAddress(peer ?? '') ?? NO_ADDRESS;
    if (forwardedFor === undefined) return address;
    if (isTrusted(address)) return fromChain(forwardedFor, isTrusted) ?? address;
    if (!warned) {
      warned = true;
      warn(`X-Forwarded-For from ${address}, which is not among the trusted proxies, is ignored`);
    }
    return address;
  };
}

function fromChain(forwardedFor: string, isTrusted: (address: ClientAddress) => boolean): ClientAddress | null {
  let nearest: ClientAddress | null = null;
  for (const entry of forwardedFor.split(',').reverse()) {
    nearest = canonicalAddress(entry.trim());
    if (nearest === null || !isTrusted(nearest)) return nearest;
  }
  // Proxies all the way: the one furthest out asked for itself.
  return nearest;
}

/** One spelling for one address: an IPv4-mapped or differently abbreviated IPv6 address must not count as somebody else. */
export function canonicalAddress(text: string): ClientAddress | null {
  const family = isIP(text);
  if (family !== 6) return family === 4 ? (text as ClientAddress) : null;
  const { address } = new SocketAddress({ address: text, family: 'ipv6' });
  return address.replace(/^::ffff:(?=\d+\.)/, '') as ClientAddress;
}

/** Whether an address, in its one spelling, is in one of these ranges. */
export function createIsTrusted(ranges: readonly string[]): (address: ClientAddress) => boolean {
  const trusted = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    if (bits === undefined) trusted.addAddress(network, familyOf(network));
    else trusted.addSubnet(network, Number(bits), familyOf(network));
  }
  return (address) => isIP(address) !== 0 && trusted.check(address, familyOf(address));
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
