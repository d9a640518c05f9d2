import { type EmailAddress, LOCALES, matchLocale, parseEmailAddress, parseSubmittedName } from '@rekey/domain/values';
import { InvalidArgumentError } from 'commander';
import { Refusal } from '../refusal.ts';

/** All of them, for most; a bound all the same, since every line of a list is held in memory. */
export const LIST_LIMIT = 100_000;

/** How many lines of a list are wanted. */
export function wholeNumber(raw: string): number {
  if (!/^[1-9]\d{0,8}$/.test(raw)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(raw);
}

export function validUsername(raw: string): string {
  if (parseSubmittedName(raw) !== null) return raw;
  throw new Refusal('--username wants 1 to 255 characters, not all blank, without control characters');
}

export function validEmail(raw: string | undefined): EmailAddress | undefined {
  if (raw === undefined) return undefined;
  const email = parseEmailAddress(raw);
  if (email === null) throw new Refusal('--email wants one plain address such as jane.doe@example.com');
  return email;
}

/** A tag that means one of the languages we speak: another one would be written to in the default. */
export function validLocale(raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined;
  if (raw.length > 35 || matchLocale(raw) === null)
    throw new Refusal(`--locale wants one of ${LOCALES.join(', ')}, or a tag such as de-AT`);
  return raw;
}

/** A name to address somebody by. A line break in it has no use but to forge a header or a line of a log. */
export function validName(option: string, raw: string | undefined): string | null {
  if (raw === undefined) return null;
  if ([...raw].length > 255 || /[\p{Cc}\p{Cs}]/u.test(raw)) {
    throw new Refusal(`${option} wants at most 255 characters, without control characters`);
  }
  return raw;
}

/** A password as `printf` or `echo` give it: one line end at its end is theirs, everything else is the password. */
export function withoutFinalNewline(input: string): string {
  return input.replace(/\r?\n$/, '');
}
