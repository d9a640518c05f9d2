import type { ResetToken, TokenDigest } from '../values/reset-token.ts';

/**
 * Mints reset tokens and digests what people bring back.
 *
 * - `mint`: 256 bits from a CSPRNG as 43 characters of base64url, with its digest: SHA-256 of those characters, in hexadecimal or base64url.
 * - `digestOf`: the digest of a well-formed token, or `null` for anything that no `mint` could have made. Exact: no trimming, no case.
 *
 * Contract: `tokenSourceContract`.
 */
export interface TokenSource {
  mint(): { readonly token: ResetToken; readonly digest: TokenDigest };
  digestOf(raw: string): TokenDigest | null;
}
