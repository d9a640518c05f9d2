import type { ResetTokenStore } from '../ports/reset-token-store.ts';
import type { UserDirectory } from '../ports/user-directory.ts';
import type { TokenDigest, TokenRecord } from '../values/reset-token.ts';
import type { User } from '../values/user.ts';

/** Why a well-formed token does not open anything. `bad-token` never says which of its many reasons applied. */
export type TokenRefusal =
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'user-gone' }
  | { readonly kind: 'externally-managed' };

export type TokenVerdict = { readonly kind: 'good'; readonly user: User; readonly record: TokenRecord } | TokenRefusal;

/** Judges a live token against its user as the user is now; the caller decides how fresh "now" is. */
export function judgeToken(record: TokenRecord, user: User | null): TokenVerdict {
  if (user === null) return { kind: 'user-gone' };
  if (user.externallyManaged) return { kind: 'externally-managed' };
  // A disabled user and a token made for another e-mail or password look like any bad token.
  if (!user.enabled || user.revision !== record.revision) return { kind: 'bad-token' };
  return { kind: 'good', user, record };
}

/** Finds a token and its user, and judges. Reads only: a look never costs the token. */
export async function lookAtToken(
  deps: { readonly tokens: ResetTokenStore; readonly directory: UserDirectory },
  digest: TokenDigest,
): Promise<TokenVerdict> {
  const record = await deps.tokens.inspect(digest);
  if (record === null) return { kind: 'bad-token' };
  return judgeToken(record, await deps.directory.findByKey(record.userKey));
}
