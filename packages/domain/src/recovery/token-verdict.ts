import type { ResetTokenStore } from '../ports/reset-token-store.ts';
import type { UserDirectory } from '../ports/user-directory.ts';
import type { TokenDigest, TokenRecord } from '../values/reset-token.ts';
import type { User } from '../values/user.ts';

/** Why a well-formed token does not open anything. `bad-token` never says which of its many reasons applied. */
export type TokenRefusal =
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'user-gone' }
  | { readonly kind: 'externally-managed' };

/** A token that opens nothing: what its holder is told, and what only the operator is. */
export interface Refused {
  readonly kind: 'refused';
  readonly refusal: TokenRefusal;
  readonly why: 'not live' | 'user gone' | 'externally managed' | 'disabled' | 'e-mail or password changed since';
  /** `null` where no such token lives: unknown, used, expired, withdrawn or superseded. */
  readonly record: TokenRecord | null;
  readonly user: User | null;
}

export type TokenVerdict = { readonly kind: 'good'; readonly user: User; readonly record: TokenRecord } | Refused;

/** Judges a live token against its user as the user is now; the caller decides how fresh "now" is. */
export function judgeToken(record: TokenRecord, user: User | null): TokenVerdict {
  const refused = (refusal: TokenRefusal['kind'], why: Refused['why']): Refused => ({
    kind: 'refused',
    refusal: { kind: refusal },
    ...{ why, record, user },
  });
  if (user === null) return refused('user-gone', 'user gone');
  if (user.externallyManaged) return refused('externally-managed', 'externally managed');
  // A disabled user and a token made for another e-mail or password look like any bad token.
  if (!user.enabled) return refused('bad-token', 'disabled');
  if (user.revision !== record.revision) return refused('bad-token', 'e-mail or password changed since');
  return { kind: 'good', user, record };
}

const NOT_LIVE: Refused = {
  ...{ kind: 'refused', refusal: { kind: 'bad-token' }, why: 'not live' },
  ...{ record: null, user: null },
};

/** Finds a token and its user, and judges. Reads only: a look never costs the token. */
export async function lookAtToken(
  deps: { readonly tokens: ResetTokenStore; readonly directory: UserDirectory },
  digest: TokenDigest,
): Promise<TokenVerdict> {
  const record = await deps.tokens.inspect(digest);
  if (record === null) return NOT_LIVE;
  return judgeToken(record, await deps.directory.findByKey(record.userKey));
}
