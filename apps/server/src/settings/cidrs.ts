import { isIPv4, isIPv6 } from 'node:net';

/** A list like `10.0.0.0/8, ::1/128`; an address alone is a network of one. Anything else is `undefined`. */
export function parseCidrs(raw: string): readonly string[] | undefined {
  const cidrs = raw.split(',').map((part) => part.trim());
  return cidrs.every(isCidr) ? cidrs : undefined;
}

function isCidr(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  // A zone (fe80::1%eth0) names an interface of this machine, not a network.
  const widest = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : 0;
  if (widest === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest);
}
