import { type EmailAddress, parseEmailAddress } from '@rekey/domain/values';
import { headerText } from './header-text.ts';

/** Whom our mails are from. */
export interface Sender {
  /** Shown beside the address; may be empty. */
  readonly name: string;
  readonly address: EmailAddress;
}

/** Reads `Rekey <no-reply@example.com>`, `"Rekey" <...>` or a bare address. Throws a `TypeError` that says what is wrong. */
export function parseSender(text: string): Sender {
  const trimmed = text.trim();
  const named = /^([^<>]*)<([^<>]*)>$/.exec(trimmed);
  const name = (named?.[1] ?? '').trim().replace(/^"([^"\\]*)"$/, '$1');
  const address = parseEmailAddress(named?.[2] ?? trimmed);
  if (address === null) fault('the address is not one plain mailbox');
  if (name !== headerText(name)) fault('the name has characters that do not belong into a header');
  return { name, address };
}

function fault(what: string): never {
  throw new TypeError(`wants Name <name@example.com> or a bare address, but ${what}`);
}
