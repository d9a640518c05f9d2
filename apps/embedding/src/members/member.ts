import { createHash } from 'node:crypto';
import {
  type Instant,
  type PasswordHash,
  type Revision,
  revisionText,
  type User,
  type UserKey,
} from '@rekey/domain/values';

/** A member, in the shape this program had before it knew of Rekey. */
export interface Member {
  readonly number: number;
  readonly login: string;
  readonly mail: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  /** Signs in elsewhere: there is no password here to recover. */
  readonly singleSignOn: boolean;
  readonly blocked: boolean;
  readonly language: string | null;
  readonly password: PasswordHash | null;
  readonly passwordSetAt: Instant | null;
}

/** The member as the domain sees it: everything but the hash. */
export function userOf(member: Member): User {
  return {
    key: keyOf(member.number),
    username: member.login,
    email: member.mail,
    firstName: member.givenName,
    lastName: member.familyName,
    externallyManaged: member.singleSignOn,
    enabled: !member.blocked,
    locale: member.language,
    revision: revisionOf(member),
  };
}

/** The primary key as text. Never the login: a renamed member keeps the link, and a reused login inherits none. */
export function keyOf(memberNumber: number): UserKey {
  return String(memberNumber) as UserKey;
}

/** Changes with mail and password, by whatever hand: computed from the row, so nobody has to remember to raise it. */
export function revisionOf({ number, mail, password }: Member): Revision {
  const text = revisionText(keyOf(number), mail, password);
  return createHash('sha256').update(text).digest('base64url') as Revision;
}
