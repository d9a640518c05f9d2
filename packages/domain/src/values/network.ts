import type { ClientAddress } from './letter.ts';

const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;
const GROUPS = 8;
const COUNTED = 4;

/**
 * What one client commands, as one text: an IPv4 address (also written as IPv6), the first 64 bits of an IPv6 address.
 * Every home gets a /64 or more (RFC 6177): counted one by one, its addresses would never meet a limit.
 */
export function networkOf(address: ClientAddress): string {
  const [bare = ''] = address.split('%');
  const plain = bare.replace(MAPPED, '');
  return plain.includes(':') ? `${firstGroups(plain)}::/64` : plain;
}

function firstGroups(address: string): string {
  const [before = '', after] = address.split('::');
  const head = groupsOf(before);
  const tail = groupsOf(after ?? '');
  const zeros = Array.from({ length: Math.max(0, GROUPS - head.length - tail.length) }, () => '0');
  return [...head, ...zeros, ...tail].slice(0, COUNTED).join(':');
}

/** `0DB8` and `db8` are one group. */
function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16).toString(16));
}
