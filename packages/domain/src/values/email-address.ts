import type { Brand } from './brand.ts';

/** A mailbox that is safe to hand to a mail program: one plain address, nothing that could add a recipient or a header. */
export type EmailAddress = Brand<string, 'EmailAddress'>;

const MAX_LENGTH = 254; // RFC 5321 4.5.3.1.3, less the angle brackets
const MAX_LOCAL_PART = 64; // RFC 5321 4.5.3.1.1
// Letters, marks and numbers of any script (RFC 6531). No sign and no blank beyond ASCII: a full-width @ would be one.
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`, 'u');

/**
 * The dot-atom form of RFC 5322, in the letters of any script; everything else is `null`. Quoted local parts, comments, address literals
 * and encoded words are where parsers disagree, so nobody is mailed through one.
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

/** Why no mail can go to what a users table holds. */
export type AddressFault = 'none' | 'several addresses' | 'not an address';

/**
 * The one address in what a users table holds. Blanks around it, a display name before it in angle brackets and a dot at its end are how
 * people and imports write one address; what could be two is none.
 */
export function addressIn(stored: string | null): EmailAddress | AddressFault {
  const text = stored?.trim() ?? '';
  if (text === '') return 'none';
  const named = /^[^<>@]*<([^<>]*)>$/.exec(text);
  const address = parseEmailAddress((named?.[1] ?? text).trim().replace(/\.$/, ''));
  if (address !== null) return address;
  return text.split('@').length > 2 ? 'several addresses' : 'not an address';
}

export function isAddressFault(answer: EmailAddress | AddressFault): answer is AddressFault {
  return answer === 'none' || answer === 'several addresses' || answer === 'not an address';
}
