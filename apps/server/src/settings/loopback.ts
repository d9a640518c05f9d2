import { isIPv4 } from 'node:net';

/** True for a host that only this machine can reach: 127.0.0.0/8, ::1 or localhost, with or without brackets. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}
