import { createHash } from 'node:crypto';
import type { ClaimRequest } from '@rekey/domain/ports';
import {
  type ClientAddress,
  type EmailAddress,
  type Notice,
  nameKeyOf,
  type PasswordHash,
  type Postponement,
  parseSubmittedName,
  type ResetRequest,
  type TokenDigest,
  type User,
} from '@rekey/domain/values';
import type { UserRow } from './store-under-test.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const LEASE_MS = 60 * SECOND;
export const CLAIM_WISH: ClaimRequest = {
  limit: 50,
  suspects: false,
  leaseMs: LEASE_MS,
  ageCapMs: { reset: 4 * HOUR, notice: 24 * HOUR },
  longestDelayMs: 18 * MINUTE,
};

/** Somebody who can be mailed; `row` says what is different. */
export function userRow(row: Partial<UserRow> = {}): UserRow {
  return {
    username: 'jane.doe',
    email: 'jane.doe@example.com',
    firstName: 'Jane',
    lastName: 'Doe',
    externallyManaged: false,
    enabled: true,
    locale: null,
    passwordHash: hashText('the first'),
    ...row,
  };
}

/** Has the form of a stored hash; nobody knows its password. */
export function hashText(seed: string): PasswordHash {
  return `$scrypt$ln=4,r=8,p=1$${base64('salt', seed)}$${base64('hash', seed)}` as PasswordHash;
}

export function digestText(seed: string): TokenDigest {
  return createHash('sha256').update(`token ${seed}`).digest('hex') as TokenDigest;
}

export function request(name: string, address = '192.0.2.1'): ResetRequest {
  const submittedName = parseSubmittedName(name);
  if (submittedName === null) throw new Error(`not a name that could be submitted: ${JSON.stringify(name)}`);
  return { kind: 'reset', submittedName, nameKey: nameKeyOf(name), address: address as ClientAddress };
}

export function notice(user: User, to = 'jane.doe@example.com'): Notice {
  const { key: userKey, username } = user;
  return {
    kind: 'notice',
    about: 'password-changed',
    userKey,
    username,
    nameKey: nameKeyOf(username),
    to: to as EmailAddress,
    locale: 'ar',
  };
}

/** A letter that certainly failed for now; `more` says what is different. */
export function later(more: Partial<Postponement> = {}): Postponement {
  return { delayMs: 10 * SECOND, error: '450 mailbox busy', doubt: false, blame: 'letter', ...more };
}

function base64(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64').replace(/=+$/, '');
}
