import type { AddressLimiter } from '../ports/address-limiter.ts';
import type { ResetTokenStore } from '../ports/reset-tokens.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { UserDirectory } from '../ports/users.ts';
import type { ClientAddress } from '../values/letter.ts';
import { addressOf, textOf, untyped } from '../values/untyped.ts';
import { lookAtToken, type TokenRefusal } from './token-verdict.ts';

export interface InspectTokenDeps {
  readonly limiter: AddressLimiter;
  readonly source: TokenSource;
  readonly tokens: ResetTokenStore;
  readonly directory: UserDirectory;
}

export type InspectTokenOutcome =
  | { readonly kind: 'good' }
  | { readonly kind: 'too-many-requests'; readonly retryAfterMs: number }
  | TokenRefusal;

/** Says whether a token would be accepted now. Never consumes it. */
export type InspectToken = (asked: {
  readonly token: string;
  readonly address: ClientAddress;
}) => Promise<InspectTokenOutcome>;

export function createInspectToken(deps: InspectTokenDeps): InspectToken {
  return async (asked) => {
    const { token, address } = untyped(asked);
    const step = await deps.limiter.step(addressOf(address));
    if (!step.ok) return { kind: 'too-many-requests', retryAfterMs: step.retryAfterMs };

    const digest = deps.source.digestOf(textOf(token));
    if (digest === null) return { kind: 'bad-token' };
    const verdict = await lookAtToken(deps, digest);
    return verdict.kind === 'good' ? { kind: 'good' } : verdict.refusal;
  };
}
