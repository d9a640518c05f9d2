import { parseEmailAddress } from '@rekey/domain/values';
import type { Diagnose } from './setting.ts';

// What ends a line, turns the reading direction, talks its way out of being a name or is decoded into one of these.
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069<>"\\]|=\?|\?=|\s\s|[^\S ]/u;

/**
 * `Name <address>` or an address alone, as it was written, or `undefined`.
 * The mailer reads it for good; this look takes nothing that the mailer refuses.
 */
export function parseMailSender(raw: string): string | undefined {
  const named = /^([^<>]*)<([^<>]*)>$/.exec(raw.trim());
  const name = (named?.[1] ?? '').trim().replace(/^"([^"\\]*)"$/, '$1');
  if (UNFIT.test(name) || name !== name.trim()) return undefined;
  return parseEmailAddress(named?.[2] ?? raw.trim()) === null ? undefined : raw;
}

export const mailSenderFault: Diagnose = (raw) => {
  const addresses = raw.split('@').length - 1;
  if (addresses === 0) return 'it has no address';
  if (addresses > 1) return 'it has more than one address';
  return raw.includes('<') === raw.includes('>') ? undefined : 'it has a < or > alone';
};

/** An address of a person or a desk, alone. */
export const emailAddressFault: Diagnose = (raw) => {
  if (!raw.includes('@')) return 'it has no @';
  return /[<>,;\s]/.test(raw) ? 'it has more than one plain address: no name, no list' : undefined;
};
