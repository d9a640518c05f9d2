import { randomUUID } from 'node:crypto';
import type { AddressLimiter, PasswordHasher } from '@rekey/domain/ports';
import { type ClientAddress, normalizePassword, type PasswordHash } from '@rekey/domain/values';
import { type MemberList, memberCalled } from './member-list.ts';

export interface SignInDeps {
  readonly members: MemberList;
  readonly hasher: PasswordHasher;
  readonly limiter: AddressLimiter;
}

export type SignInOutcome =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-many-requests'; readonly retryAfterMs: number };

/** Says whether this password opens this account. What follows (a session, a cookie) is no affair of recovery. */
export type SignIn = (given: {
  readonly login: string;
  readonly password: string;
  readonly address: ClientAddress;
}) => Promise<SignInOutcome>;

export async function createSignIn({ members, hasher, limiter }: SignInDeps): Promise<SignIn> {
  const decoy = await decoyHash(hasher);
  return async ({ login, password, address }) => {
    const step = await limiter.step(address);
    if (!step.ok) return { kind: 'too-many-requests', retryAfterMs: step.retryAfterMs };

    const member = memberCalled(members.rows(), login);
    const opens = await hasher.verify(normalizePassword(password, 'nfc'), member?.password ?? decoy);
    const mayEnter = opens && member !== undefined && !member.blocked && !member.singleSignOn;
    return mayEnter ? { kind: 'signed-in' } : { kind: 'refused' };
  };
}

/** Nobody's password: checked where there is no member, or a quick refusal would tell a stranger who is one. */
function decoyHash(hasher: PasswordHasher): Promise<PasswordHash> {
  return hasher.hash(normalizePassword(randomUUID(), 'nfc'));
}
