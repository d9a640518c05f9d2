import type { Brand } from './brand.ts';
import { type AddressFault, addressIn, type EmailAddress, isAddressFault } from './email-address.ts';
import { type Locale, matchLocale } from './locale.ts';

/** The primary key of a user, as text. Tokens belong to it, never to the name: a rename keeps the link, a reused name inherits none. */
export type UserKey = Brand<string, 'UserKey'>;

/** Changes whenever the user's e-mail or password hash changes, by any hand. What a reset token is bound to. */
export type Revision = Brand<string, 'Revision'>;

/** Somebody who can sign in. The password hash is not here: no use case needs to see a stored one. */
export interface User {
  readonly key: UserKey;
  readonly username: string;
  /** As stored, whatever it is; `mailboxOf` says whether mail can go there. */
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** The password is kept elsewhere (LDAP, SSO): it cannot be reset here. */
  readonly externallyManaged: boolean;
  readonly enabled: boolean;
  /** The tag of the language that the user reads, as stored, whatever it is; `localeOf` says which of ours it is. */
  readonly locale: string | null;
  readonly revision: Revision;
}

/** Where mail to this user may go: the one address that is stored, if it can safely be used, else nowhere. */
export function mailboxOf({ email }: User): EmailAddress | null {
  const answer = addressIn(email);
  return isAddressFault(answer) ? null : answer;
}

/** Why mail can't go to this user; `null` where it can. */
export function mailboxFaultOf({ email }: User): AddressFault | null {
  const answer = addressIn(email);
  return isAddressFault(answer) ? answer : null;
}

/** The language to write to this user in, or `null` where the table tells none that Rekey speaks. */
export function localeOf({ locale }: User): Locale | null {
  return locale === null ? null : matchLocale(locale);
}

/**
 * What a directory hashes (SHA-256 over UTF-8) to get a revision: every part carries its length,
 * so no choice of e-mail can imitate another e-mail with another hash.
 */
export function revisionText(key: string, email: string | null, passwordHash: string | null): string {
  const parts = ['rekey-reset', key, email, passwordHash];
  return parts.map((part) => (part === null ? '-' : `${part.length}:${part}`)).join('|');
}
