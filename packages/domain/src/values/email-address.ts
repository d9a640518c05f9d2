import type { Brand } from './brand.ts';

/** A mailbox that is safe to hand to a mail program: one plain address, nothing that could add a recipient or a header. */
export type EmailAddress = Brand<string, 'EmailAddress'>;

const MAX_LENGTH = 254; // RFC 5321 4.5.3.1.3, less the angle brackets
const MAX_LOCAL_PART = 64; // RFC 5321 4.5.3.1.1
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/**
 * The dot-atom form of RFC 5322 in plain ASCII; everything else is `null`.
 * Quoted local parts, comments, address literals and encoded words are where parsers disagree, so nobody is mailed through one.
 */
export function parseEmailAddress(raw: string): EmailAddress | null {
  const at = raw.lastIndexOf('@');
  const local = raw.slice(0, at);
  const safe =
    at > 0 &&
    raw.length <= MAX_LENGTH &&
    local.length <= MAX_LOCAL_PART &&
    LOCAL_PART.test(local) &&
    DOMAIN.test(raw.slice(at + 1));
  return safe ? (raw as EmailAddress) : null;
}
