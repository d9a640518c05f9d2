import type { TokenDigest, TokenRecord } from '../values/reset-token.ts';

/**
 * Keeps digests of reset tokens, never a token. A token lives from its issue until its life is
 * over, that instant excluded, on the store's own clock. A failure throws.
 *
 * Contract: `resetTokenStoreContract`.
 */
export interface ResetTokenStore {
  /**
   * Answers the record of a live token, and changes nothing. Unknown, consumed, withdrawn, revoked,
   * superseded and expired are all `null`: the caller learns nothing about why.
   */
  inspect(digest: TokenDigest): Promise<TokenRecord | null>;
}
