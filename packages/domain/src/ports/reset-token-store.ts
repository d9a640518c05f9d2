import type { TokenDigest, TokenRecord } from '../values/reset-token.ts';

/**
 * Keeps digests of reset tokens, never a token.
 *
 * - `inspect` answers the record of a live token. Unknown, consumed, withdrawn, revoked, superseded and expired are all `null`:
 *   whoever asks learns nothing about why.
 * - A token lives from its issue until its life is over, that instant excluded, on the store's own clock.
 * - Inspecting changes nothing. A failure throws.
 *
 * Contract: `resetTokenStoreContract`.
 */
export interface ResetTokenStore {
  inspect(digest: TokenDigest): Promise<TokenRecord | null>;
}
