import { type EmailAddress, type Mail, oneLine } from '@rekey/domain/values';
import type { SmtpRelay } from './smtp-relay.ts';
import { wireAddress } from './wire-address.ts';

const MAX_READ = 2_000;
const MAX_LENGTH = 300;
const HIDDEN = '[...]';
// As many characters in common with the mail are a quotation. Less of a token is of no use: 31 of 43 would be left to guess.
const QUOTATION = 12;

/**
 * The relay's words, fit to be stored and logged: one line of bounded length, without our credentials and without the
 * mail. Relays do quote: a content filter that names the link it does not like would put a live token into the database.
 */
export function hiderFor(relay: SmtpRelay, mail?: Mail): (words: string) => string {
  return (words) => {
    const secrets = credentials(relay);
    const text = mail ? oneLine(`${mail.text} ${mail.html}`) : '';
    const line = secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), oneLine(words.slice(0, MAX_READ)));
    return withoutQuotations(mail ? withoutAddress(line, mail.to.address) : line, text).slice(0, MAX_LENGTH);
  };
}

/** The password as it is and as AUTH sends it. */
function credentials({ auth }: SmtpRelay): string[] {
  if (!auth) return [];
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return [base64(`\0${auth.user}\0${auth.pass}`), base64(auth.pass), oneLine(auth.pass)];
}

/** The letter knows whom it was for; the log must not: neither as it is stored nor as RCPT says it. */
function withoutAddress(line: string, address: EmailAddress): string {
  const spellings = [address, wireAddress(address)?.address ?? address];
  return spellings.reduce(
    (rest, each) => rest.replace(new RegExp(each.replace(/[^\w\u0080-\uffff]/g, '\\$&'), 'gi'), 'recipient'),
    line,
  );
}

function withoutQuotations(line: string, text: string): string {
  let rest = '';
  for (let at = 0; at < line.length; ) {
    const length = quotedLength(line, at, text);
    rest += length > 0 ? HIDDEN : line.charAt(at);
    at += Math.max(length, 1);
  }
  return rest;
}

function quotedLength(line: string, at: number, text: string): number {
  let length = QUOTATION;
  if (at + length > line.length || !text.includes(line.slice(at, at + length))) return 0;
  while (at + length < line.length && text.includes(line.slice(at, at + length + 1))) length += 1;
  return length;
}
