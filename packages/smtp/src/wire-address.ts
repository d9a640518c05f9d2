import { domainToASCII } from 'node:url';
import { type EmailAddress, parseEmailAddress } from '@rekey/domain/values';

/** An address as RCPT says it. */
export interface WireAddress {
  readonly address: string;
  /** The relay must know SMTPUTF8 (RFC 6531): the local part has letters outside ASCII, which have no other spelling. */
  readonly needsUtf8: boolean;
}

const MAX_LENGTH = 254; // RFC 5321 4.5.3.1.3, less the angle brackets
const ASCII_DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** The domain in A-labels (UTS 46), in whatever script it was written; `null` for what is no address or no possible domain. */
export function wireAddress(raw: EmailAddress): WireAddress | null {
  if (parseEmailAddress(raw) === null) return null;
  const at = raw.lastIndexOf('@');
  const [local, written] = [raw.slice(0, at), raw.slice(at + 1)];
  const domain = isAscii(written) ? written : domainToASCII(written);
  const address = `${local}@${domain}`;
  if (!ASCII_DOMAIN.test(domain) || Buffer.byteLength(address) > MAX_LENGTH) return null;
  return { address, needsUtf8: !isAscii(local) };
}

export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
