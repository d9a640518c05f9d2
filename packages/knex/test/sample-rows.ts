import type { ClaimRequest } from '@rekey/domain/ports';
import type { ClientAddress, NameKey, PasswordHash, ResetRequest, SubmittedName } from '@rekey/domain/values';
import type { NewUser } from '../src/index.ts';

const HOUR = 3_600_000;

export const CLAIM: ClaimRequest = {
  limit: 50,
  leaseMs: 60_000,
  suspects: false,
  longestDelayMs: 1_080_000,
  ageCapMs: { reset: 4 * HOUR, notice: 24 * HOUR },
};

export function request(name: string, address = '192.0.2.1'): ResetRequest {
  const nameKey = name as NameKey;
  return { kind: 'reset', submittedName: name as SubmittedName, nameKey, address: address as ClientAddress };
}

export function user(username: string): NewUser {
  return {
    username,
    email: `${username}@example.com`,
    firstName: 'Jane',
    lastName: null,
    externallyManaged: false,
    enabled: true,
    locale: 'de-AT',
    passwordHash: '$argon2id$first' as PasswordHash,
  };
}
